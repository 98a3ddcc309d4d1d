package org.quantoscope.kernel;

/**
 * The left side of a matrix product, [rows, depth]: groups of {@link ForwardKernels#GROUP} rows
 * interleaved, the last one filled up with zeros.
 *
 * <p>Made to be filled again and again: {@link #set} any row, from several threads where they set
 * different rows.
 */
public final class PackedRows {
    private static final int GROUP = ForwardKernels.GROUP;

    final float[] groups;
    final int rows;
    final int depth;

    public PackedRows(int rows, int depth) {
        this.rows = rows;
        this.depth = depth;
        int whole = Math.multiplyExact(Math.ceilDiv(rows, GROUP), GROUP);
        this.groups = new float[Math.multiplyExact(whole, depth)];
    }

    public int rows() {
        return rows;
    }

    public int depth() {
        return depth;
    }

    /** Sets a row from {@code values}[at, at + depth). */
    public void set(int row, float[] values, int at) {
        int to = row / GROUP * GROUP * depth + row % GROUP;
        for (int k = 0; k < depth; k++, to += GROUP) {
            groups[to] = values[at + k];
        }
    }

    int groupCount() {
        return Math.ceilDiv(rows, GROUP);
    }
}
