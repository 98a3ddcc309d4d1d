package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.tensor.TensorInfo;

/**
 * What one specification does to one tensor: stage B, immutable, everything a chart or a table
 * shows.
 *
 * @param tensor which
 * @param spec under which specification
 * @param stats the original's statistics; its histogram is the one before
 * @param salience threshold, share asked and achieved
 * @param after counts of restored values over the same bins
 * @param salientBefore counts of the original's salient weights over the same bins
 * @param salientColumnShare share of the salient weights in the fullest 1 % of the columns, at
 *     least one column; about 0.01 where they are spread evenly, 0 where there are none
 * @param divergence between the two histograms
 * @param error of the restored weights
 * @param size bytes in our own package
 * @param bitsPaper b + 32/g + α·log2 g, with the α asked for (method.md §4)
 * @param underflows scales and offsets that rounded to 0 though the class needed more
 */
public record LayerReport(
        TensorInfo tensor,
        QuantizationSpec spec,
        WeightStats stats,
        Salience salience,
        Histogram after,
        Histogram salientBefore,
        double salientColumnShare,
        Divergence divergence,
        QuantizationError error,
        StoredSize size,
        double bitsPaper,
        long underflows) {

    public Histogram before() {
        return stats.histogram();
    }

    /** Bits per weight that the file really spends. */
    public double bitsStored() {
        return size.bitsPerWeight(tensor.elementCount());
    }
}
