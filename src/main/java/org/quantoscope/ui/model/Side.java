package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.util.Optional;

/**
 * What puts other values in the place of a model's: a recipe, or another checkpoint.
 *
 * <p>Views that compare two sides need not know which of the two each is.
 */
sealed interface Side permits Side.OfRecipe, OtherCheckpoint {
    /** What becomes of a tensor, and why. */
    Recipe.Decision decide(TensorInfo tensor);

    /** Whether other values take the place of its own, so that there is something to measure. */
    boolean changes(TensorInfo tensor);

    /** Why there are no other values though there should be: one line that names the tensor. */
    Optional<String> missing(TensorInfo tensor);

    /** Bytes of a tensor that it does not change, in the file that it is for. */
    long keptBytes(TensorInfo tensor);

    /** Whether a report about this tensor is about what this side makes of it. */
    boolean made(TensorInfo tensor, LayerReport report);

    /** Measures what becomes of a tensor that it {@link #changes}. */
    LayerReport report(MeasuredTensor measured, LayerAnalyzer analyzer, Cancellation cancellation);

    /** The values that a recipe's specifications restore. */
    record OfRecipe(Recipe recipe) implements Side {
        @Override
        public Recipe.Decision decide(TensorInfo tensor) {
            return recipe.decide(tensor);
        }

        @Override
        public boolean changes(TensorInfo tensor) {
            return recipe.quantizes(tensor);
        }

        @Override
        public Optional<String> missing(TensorInfo tensor) {
            return Optional.empty();
        }

        @Override
        public long keptBytes(TensorInfo tensor) {
            return recipe.unquantizedBytes(tensor);
        }

        @Override
        public boolean made(TensorInfo tensor, LayerReport report) {
            return report.givenBy().isEmpty() && recipe.specFor(tensor).equals(report.spec());
        }

        @Override
        public LayerReport report(
                MeasuredTensor measured, LayerAnalyzer analyzer, Cancellation cancellation) {
            TensorInfo tensor = measured.stats().tensor();
            if (recipe.specFor(tensor) instanceof QuantizationSpec spec) {
                return analyzer.analyze(measured, spec, cancellation);
            }
            throw new IllegalArgumentException(tensor.name());
        }
    }
}
