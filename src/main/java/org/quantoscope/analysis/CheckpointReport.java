package org.quantoscope.analysis;

import org.quantoscope.recipe.Recipe;

import java.util.List;

/**
 * What a recipe makes of a whole checkpoint.
 *
 * @param recipe which
 * @param outcomes one per tensor, in the checkpoint's order
 */
public record CheckpointReport(Recipe recipe, List<TensorOutcome> outcomes) {

    public CheckpointReport {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Sums over tensors.
     *
     * @param tensors number of tensors
     * @param quantizedTensors those of them that are quantized
     * @param weights elements of all tensors
     * @param quantizedWeights elements of the quantized ones
     * @param bytesBefore data bytes of the source
     * @param bytesAfter data bytes in the file that the recipe's layout is for
     * @param bitsStored stored bits per quantized weight
     * @param bitsStoredModel stored bits per weight of the whole model, kept tensors included
     * @param bitsPaper paper's bits, averaged over quantized weights
     * @param mse mean squared error over quantized weights
     * @param nmse Σ(ŵ−w)²/Σw² over quantized weights
     */
    public record Totals(
            int tensors,
            int quantizedTensors,
            long weights,
            long quantizedWeights,
            long bytesBefore,
            long bytesAfter,
            double bitsStored,
            double bitsStoredModel,
            double bitsPaper,
            double mse,
            double nmse) {}

    /** What was measured, of the tensors that are quantized. */
    public List<LayerReport> layers() {
        return outcomes.stream()
                .filter(TensorOutcome.Quantized.class::isInstance)
                .map(outcome -> ((TensorOutcome.Quantized) outcome).report())
                .toList();
    }

    /** Tensors that cannot be quantized as the recipe says. */
    public List<TensorOutcome.Refused> refused() {
        return outcomes.stream()
                .filter(TensorOutcome.Refused.class::isInstance)
                .map(TensorOutcome.Refused.class::cast)
                .toList();
    }

    public Totals totals() {
        return totalsOf(outcomes);
    }

    /** Totals of any selection of outcomes. */
    public static Totals totalsOf(List<? extends TensorOutcome> outcomes) {
        int quantized = 0;
        long weights = 0;
        long quantizedWeights = 0;
        long before = 0;
        long after = 0;
        long quantizedBytes = 0;
        double paper = 0;
        double error = 0;
        double squares = 0;
        for (TensorOutcome outcome : outcomes) {
            long n = outcome.tensor().elementCount();
            weights += n;
            before += outcome.tensor().byteCount();
            after += outcome.bytesAfter();
            if (outcome instanceof TensorOutcome.Quantized(var decision, LayerReport report)) {
                quantized++;
                quantizedWeights += n;
                quantizedBytes += report.size().bytes();
                paper += report.bitsPaper() * n;
                error += report.error().mse() * n;
                squares += report.stats().sumSquares();
            }
        }
        double some = Math.max(1, quantizedWeights);
        return new Totals(
                outcomes.size(),
                quantized,
                weights,
                quantizedWeights,
                before,
                after,
                8.0 * quantizedBytes / some,
                8.0 * after / Math.max(1, weights),
                paper / some,
                error / some,
                squares == 0 ? 0 : error / squares);
    }
}
