package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;
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

    /** Salient weights of each column; empty until the first slice has ended. */
    private int[] ofColumns = {};

    SalientPlaces(
            Kernels kernels, WeightDistribution distribution, float threshold, int sliceCount) {
        this.kernels = kernels;
        this.distribution = distribution;
        this.threshold = threshold;
        this.slices = new Slice[sliceCount];
    }

    /** Opens a slice, on the thread that runs it. */
    Slice open(int index) {
        Slice slice = new Slice();
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

    /**
     * Share of the salient weights that the fullest 1 % of the columns hold, at least one column;
     * once all slices have ended. An even spread gives about 1 %, no salient weights give 0.
     */
    double shareOfFullestColumns() {
        return SalientMap.shareOfFullest(ofColumns);
    }

    private synchronized void addColumns(int[] counts) {
        if (ofColumns.length == 0) {
            ofColumns = new int[counts.length];
        }
        for (int i = 0; i < counts.length; i++) {
            ofColumns[i] += counts[i];
        }
    }

    /** The places in one slice; takes each row once, however many specifications offer it. */
    final class Slice {
        private final boolean signs = !distribution.isExactPerValue();
        private final GapStatistics gaps = new GapStatistics();
        private int[] columns = {};
        private long positive;
        private long row = -1;

        private Slice() {}

        void add(long rowIndex, float[] original, QuantizedRow quantized) {
            if (rowIndex == row) {
                return;
            }
            row = rowIndex;
            gaps.addRow(quantized.salient, original.length);
            countColumns(quantized.salient, original.length);
            if (signs && quantized.salient.count > 0) {
                positive += kernels.countAbove(original, original.length, threshold);
            }
        }

        private void countColumns(SalientMarks salient, int rowLength) {
            if (columns.length == 0) {
                columns = new int[rowLength];
            }
            for (int i = 0; i < salient.count; i++) {
                columns[salient.columns[i]]++;
            }
        }

        /** May be called once per specification that shares the places. */
        void end() {
            gaps.compact();
            addColumns(columns);
            columns = new int[0];
        }
    }
}
