package org.quantoscope.kernel;

/**
 * The left side of a matrix product, [rows, depth]: groups of {@link ForwardKernels#GROUP} rows
 * interleaved, the last one filled up with what is never looked at.
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
        this(rows, depth, new float[length(rows, depth)]);
    }

    /**
     * @param room at least {@link #length} long; what it holds is what the rows hold until they are
     *     set
     */
    public PackedRows(int rows, int depth, float[] room) {
        this.rows = rows;
        this.depth = depth;
        this.groups = room;
    }

    /** Elements that rows take when they are packed. */
    public static int length(int rows, int depth) {
        int whole = Math.multiplyExact(Math.ceilDiv(rows, GROUP), GROUP);
        return Math.multiplyExact(whole, depth);
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

    /** Group after group, each [depth, {@link ForwardKernels#GROUP}]. */
    public float[] groups() {
        return groups;
    }

    /**
     * Sets all from {@code values}, which holds the columns one after the other, {@code stride}
     * elements apart.
     *
     * @param at where the first column begins
     */
    public void setTransposed(float[] values, int at, int stride) {
        for (int group = 0; group < groupCount(); group++) {
            int present = Math.min(GROUP, rows - group * GROUP);
            for (int k = 0; k < depth; k++) {
                int from = at + k * stride + group * GROUP;
                int to = (group * depth + k) * GROUP;
                for (int row = 0; row < present; row++) {
                    groups[to + row] = values[from + row];
                }
                for (int row = present; row < GROUP; row++) {
                    groups[to + row] = 0;
                }
            }
        }
    }

    int groupCount() {
        return Math.ceilDiv(rows, GROUP);
    }
}
