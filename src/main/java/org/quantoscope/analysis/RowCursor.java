package org.quantoscope.analysis;

import org.quantoscope.quant.RowReader;

/**
 * Rows of a tensor one after another for whoever visits those of another; of one thread. Several
 * are read together where a tensor lies in columns.
 */
final class RowCursor {
    private final RowReader reader;
    private final float[] block;
    private final float[] single;
    private long firstRow;
    private long endRow;

    RowCursor(RowReader reader) {
        this.reader = reader;
        this.block = new float[reader.rowsPerRead() * reader.columns()];
        this.single = reader.rowsPerRead() == 1 ? block : new float[reader.columns()];
    }

    /** The values of a row, overwritten by the next call; rows come in ascending order. */
    float[] row(long row) {
        if (row >= endRow) {
            firstRow = row;
            endRow = Math.min(reader.rows(), row + reader.rowsPerRead());
            reader.read(firstRow, (int) (endRow - firstRow), block);
        }
        if (single != block) {
            int at = (int) (row - firstRow) * reader.columns();
            System.arraycopy(block, at, single, 0, reader.columns());
        }
        return single;
    }
}
