package org.quantoscope.analysis;

import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

/** What a recipe makes of one tensor: quantized and measured, kept, or refused. */
public sealed interface TensorOutcome {
    TensorInfo tensor();

    Recipe.Decision decision();

    /** Bytes of the tensor's data in the file that the recipe's layout is for. */
    long bytesAfter();

    /** Other values take its place: quantized under {@code report.spec()}, or given. */
    record Quantized(Recipe.Decision decision, LayerReport report) implements TensorOutcome {
        @Override
        public TensorInfo tensor() {
            return report.tensor();
        }

        @Override
        public long bytesAfter() {
            return report.size().bytes();
        }
    }

    /** Kept at source precision, or rounded to a float type. */
    record Kept(TensorInfo tensor, Recipe.Decision decision, long bytesAfter)
            implements TensorOutcome {
        /** Whether its values are rounded to a float type, which may be the source's own. */
        public boolean isRounded() {
            return decision.spec() instanceof TensorSpec.Store;
        }
    }

    /**
     * Cannot be quantized as asked.
     *
     * @param message one line that names the tensor and says what to do
     */
    record Refused(TensorInfo tensor, Recipe.Decision decision, String message)
            implements TensorOutcome {
        @Override
        public long bytesAfter() {
            return tensor.byteCount();
        }
    }
}
