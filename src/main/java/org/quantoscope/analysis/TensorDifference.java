package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

/**
 * How the values of a tensor B differ from those of a reference A: immutable, everything a chart or
 * a table shows.
 *
 * @param a the reference
 * @param b what is measured against it
 * @param statsA statistics of A; its histogram is the one before
 * @param histogramB counts of B's values over the bins of A's
 * @param divergence between the two histograms; weight KL depends on the number of bins
 * @param error of B's values, as if A had been quantized to them; nothing is salient
 * @param sumSquaresB Σb², in double
 * @param identical whether every value has the same bits in float32, so that −0 differs from +0
 */
public record TensorDifference(
        TensorInfo a,
        TensorInfo b,
        WeightStats statsA,
        Histogram histogramB,
        Divergence divergence,
        QuantizationError error,
        double sumSquaresB,
        boolean identical) {

    public Histogram histogramA() {
        return statsA.histogram();
    }
}
