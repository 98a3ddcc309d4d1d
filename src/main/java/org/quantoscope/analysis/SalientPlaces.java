package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.WeightDistribution;

/**
 * Where the salient weights of one threshold sit: the same for all specifications that have it.
 *
 * <p>Slices are joined in order of their rows.
 */
final class SalientPlaces {
    private final Kernels kernels;
    private final WeightDistribution distribution;
    private final float threshold;
    private final Slice[] slices;

    SalientPlaces(
            Kernels kernels, WeightDistribution distribution, float threshold, int sliceCount) {
        this.kernels = kernels;
        this.distribution = distribution;
        this.threshold = threshold;
        this.slices = new Slice[sliceCount];
    }

    /** Opens a slice, on the thread that runs it. */
    Slice open(int index) {
        Slice slice = new Slice(kernels, threshold, !distribution.isExactPerValue());
        slices[index] = slice;
        return slice;
    }

    /** Gaps of the whole tensor, once all slices have ended. */
    GapStatistics gaps() {
        GapStatistics all = new GapStatistics();
        for (Slice slice : slices) {
            all.append(slice.gaps);
        }
        return all;
    }

    /** Number of positive salient weights of the whole tensor, once all slices have ended. */
    long positive() {
        if (distribution.isExactPerValue()) {
            return distribution.countAbove(threshold);
        }
        long positive = 0;
        for (Slice slice : slices) {
            positive += slice.positive;
        }
        return positive;
    }

    /** The places in one slice; takes each row once, however many specifications offer it. */
    static final class Slice {
        private final Kernels kernels;
        private final float threshold;
        private final boolean signs;
        private final GapStatistics gaps = new GapStatistics();
        private long positive;
        private long row = -1;

        private Slice(Kernels kernels, float threshold, boolean signs) {
            this.kernels = kernels;
            this.threshold = threshold;
            this.signs = signs;
        }

        void add(long rowIndex, float[] original, QuantizedRow quantized) {
            if (rowIndex == row) {
                return;
            }
            row = rowIndex;
            gaps.addRow(quantized.salient, original.length);
            if (signs && quantized.salient.count > 0) {
                positive += kernels.countAbove(original, original.length, threshold);
            }
        }

        void end() {
            gaps.compact();
        }
    }
}
