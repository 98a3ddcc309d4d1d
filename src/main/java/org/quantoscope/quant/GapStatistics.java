package org.quantoscope.quant;

import org.quantoscope.kernel.SalientMarks;

/**
 * Counts of the gaps between consecutive salient weights in row-major order, enough to size their
 * Rice code exactly.
 *
 * <p>The gap of a salient weight is the number of other weights since the one before, or since the
 * start. Rows are added in order; statistics of consecutive slices are appended in order.
 */
public final class GapStatistics {
    /** Largest Rice parameter considered. */
    public static final int MAX_RICE_PARAMETER = 15;

    private static final int TABLE = 1024;

    private int[] small = new int[TABLE];
    private final long[] quotients = new long[MAX_RICE_PARAMETER + 1];
    private long before = -1;
    private long afterLast;
    private long count;

    /** Adds a row of {@code columns} weights. */
    public void addRow(SalientMarks salient, int columns) {
        if (salient.count == 0) {
            afterLast += columns;
            return;
        }
        long first = afterLast + salient.columns[0];
        if (before < 0) {
            before = first;
        } else {
            addInner(first, 1);
        }
        for (int i = 1; i < salient.count; i++) {
            addInner(salient.columns[i] - salient.columns[i - 1] - 1, 1);
        }
        count += salient.count;
        afterLast = columns - 1L - salient.columns[salient.count - 1];
    }

    private void addInner(long gap, long times) {
        if (gap < small.length) {
            small[(int) gap] += (int) times;
        } else {
            for (int k = 0; k <= MAX_RICE_PARAMETER; k++) {
                quotients[k] += times * (gap >>> k);
            }
        }
    }

    /** Gives up the table of small gaps; no row may follow, but others may still be appended. */
    public void compact() {
        for (int gap = 0; gap < small.length; gap++) {
            if (small[gap] > 0) {
                for (int k = 0; k <= MAX_RICE_PARAMETER; k++) {
                    quotients[k] += (long) small[gap] * (gap >>> k);
                }
            }
        }
        small = new int[0];
    }

    /** Appends the statistics of the rows that follow. */
    public void append(GapStatistics next) {
        if (next.count == 0) {
            afterLast += next.afterLast;
            return;
        }
        long joining = afterLast + next.before;
        if (before < 0) {
            before = joining;
        } else {
            addInner(joining, 1);
        }
        for (int gap = 0; gap < next.small.length; gap++) {
            addInner(gap, next.small[gap]);
        }
        for (int k = 0; k <= MAX_RICE_PARAMETER; k++) {
            quotients[k] += next.quotients[k];
        }
        count += next.count;
        afterLast = next.afterLast;
    }

    /** Number of salient weights seen. */
    public long count() {
        return count;
    }

    /**
     * Length in bits of the unary part with parameter {@code k}: per salient weight gap div 2^k
     * zeros and a one.
     */
    public long unaryBits(int k) {
        long bits = count + quotients[k];
        for (int gap = 0; gap < small.length; gap++) {
            bits += (long) small[gap] * (gap >>> k);
        }
        return before < 0 ? bits : bits + (before >>> k);
    }
}
