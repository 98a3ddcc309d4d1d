package org.quantoscope.quant;

/** How a tensor's rows are cut for reading and for threads; never visible in a result. */
final class RowBlocks {
    private static final int WEIGHTS_PER_BLOCK = 1 << 14;

    private RowBlocks() {}

    /** Rows that are read together: as many as stay in a first-level cache. */
    static int rowsPerBlock(RowReader reader) {
        long fit = WEIGHTS_PER_BLOCK / Math.max(1, reader.columns());
        return (int) Math.max(reader.rowsPerRead(), Math.min(Math.max(1, reader.rows()), fit));
    }
}
