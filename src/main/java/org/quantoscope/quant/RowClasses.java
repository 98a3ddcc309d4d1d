package org.quantoscope.quant;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;

/**
 * The two classes of a row: which weights are salient, and the ranges of both in each group.
 *
 * <p>Specifications that split rows the same way share one and classify each row once. Mutable
 * scratch of one thread.
 */
final class RowClasses {
    private final Kernels kernels;
    private final Split split;
    private final int columns;
    private long row = -1;

    final SalientMarks salient;

    /** Least and greatest weight of each class per group; +∞ and −∞ where it is empty. */
    final float[] low;

    final float[] high;
    final float[] salientLow;
    final float[] salientHigh;

    /** Weights beyond this are salient: the threshold, or +∞ where the row has none. */
    float boundary;

    /**
     * How rows are split.
     *
     * @param threshold weights with a greater magnitude are salient
     * @param groupSize weights per group
     * @param magnitudes whether salient ranges are those of |w|
     */
    record Split(float threshold, int groupSize, boolean magnitudes) {
        static Split of(QuantizationSpec spec, Salience salience, int columns) {
            return new Split(
                    salience.threshold(),
                    spec.groupSize().in(columns),
                    spec.salientGrid() == SalientGrid.LOBES);
        }
    }

    RowClasses(Kernels kernels, Split split, int columns) {
        this.kernels = kernels;
        this.split = split;
        this.columns = columns;
        int groups = Math.ceilDiv(columns, split.groupSize());
        this.salient = new SalientMarks(columns);
        this.low = new float[groups];
        this.high = new float[groups];
        this.salientLow = new float[groups];
        this.salientHigh = new float[groups];
    }

    int columns() {
        return columns;
    }

    int groupSize() {
        return split.groupSize();
    }

    int groups() {
        return low.length;
    }

    /** Classifies a row, unless it is the one at hand. */
    void classify(long rowIndex, float[] weights) {
        if (rowIndex == row) {
            return;
        }
        row = rowIndex;
        salient.mark(kernels, weights, columns, split.threshold());
        boundary = salient.count > 0 ? split.threshold() : Float.POSITIVE_INFINITY;
        kernels.groupRanges(
                weights,
                columns,
                split.groupSize(),
                boundary,
                split.magnitudes(),
                low,
                high,
                salientLow,
                salientHigh);
    }
}
