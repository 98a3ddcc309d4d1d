package org.quantoscope.analysis;

import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Stored bits of recipes that follow from shapes alone, because no weight is salient: what an
 * analysis of all weights would find, without reading one.
 */
public final class ShapedBits {
    private ShapedBits() {}

    /**
     * Bits per quantized weight; empty where weights must be read for it, or nothing is quantized.
     */
    public static OptionalDouble of(List<TensorInfo> tensors, Recipe recipe) {
        long weights = 0;
        long bytes = 0;
        for (TensorInfo tensor : tensors) {
            if (!(recipe.specFor(tensor) instanceof QuantizationSpec spec)) {
                continue;
            }
            if (spec.alpha().value() > 0) {
                return OptionalDouble.empty();
            }
            int columns = Math.toIntExact(tensor.columns());
            long groups = tensor.rows() * spec.groupSize().groupsPerRow(columns);
            weights += tensor.elementCount();
            bytes +=
                    StoredSize.of(spec, tensor.rows(), columns, groups, 0, new GapStatistics())
                            .bytes();
        }
        return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(8.0 * bytes / weights);
    }
}
