package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;

/**
 * What becomes of a few weights, each by itself: those of one row or one column, or of a group.
 *
 * <p>All arrays but the levels have one entry per weight of the window, row by row, and are not
 * modified after construction.
 *
 * @param window which weights
 * @param original w
 * @param restored ŵ
 * @param salient whether |w| &gt; T
 * @param scale scale of the non-salient class where the weight lies; NaN where it is not stored, or
 *     not known
 * @param salientScale scale of the salient class there; NaN where it is not stored
 * @param levels every value that a non-salient code can stand for here, ascending; empty where
 *     there are more than {@link #MOST_LEVELS}
 * @param salientLevels the same of salient codes
 */
public record PartReport(
        MatrixWindow window,
        float[] original,
        float[] restored,
        boolean[] salient,
        float[] scale,
        float[] salientScale,
        float[] levels,
        float[] salientLevels) {
    /** More grid points than that are no grid to the eye. */
    public static final int MOST_LEVELS = 600;

    /** Σ(ŵ−w)² / Σw² of these weights; 0 where there is no error. */
    public double nmse() {
        double error = 0;
        double squares = 0;
        for (int i = 0; i < original.length; i++) {
            double e = (double) restored[i] - original[i];
            error += e * e;
            squares += (double) original[i] * original[i];
        }
        return error == 0 ? 0 : error / squares;
    }

    /** Counts of the original weights. */
    public Histogram before(BinEdges edges) {
        return count(edges, original, false);
    }

    /** Counts of those of them that are salient. */
    public Histogram salientBefore(BinEdges edges) {
        return count(edges, original, true);
    }

    /** Counts of the restored weights. */
    public Histogram after(BinEdges edges) {
        return count(edges, restored, false);
    }

    private Histogram count(BinEdges edges, float[] values, boolean onlySalient) {
        long[] counts = new long[edges.bins()];
        for (int i = 0; i < values.length; i++) {
            if (!onlySalient || salient[i]) {
                counts[edges.binOf(values[i])]++;
            }
        }
        return new Histogram(edges, counts);
    }
}
