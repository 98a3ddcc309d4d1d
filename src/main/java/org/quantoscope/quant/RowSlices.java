package org.quantoscope.quant;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.function.IntFunction;

/**
 * Visits rows of a tensor on all threads of a pool, cut into contiguous slices of a fixed size.
 *
 * <p>Where a slice begins depends on the tensor alone, so results kept per slice and joined in
 * order do not depend on the number of threads.
 */
public final class RowSlices {
    private static final int WEIGHTS_PER_SLICE = 1 << 18;

    private final RowReader reader;
    private final long firstRow;
    private final long endRow;
    private final long rowsPerSlice;

    /** Takes the rows of one slice, in order. */
    @FunctionalInterface
    public interface RowVisitor {
        /**
         * @param row number of the row in the tensor
         * @param weights its values, float32; overwritten after the call
         */
        void visit(long row, float[] weights);

        /** Called after the last row of the slice. */
        default void end() {}
    }

    /** Rows [firstRow, endRow) of a tensor. */
    public RowSlices(RowReader reader, long firstRow, long endRow) {
        this.reader = reader;
        this.firstRow = firstRow;
        this.endRow = endRow;
        this.rowsPerSlice =
                Math.max(reader.rowsPerRead(), WEIGHTS_PER_SLICE / Math.max(1, reader.columns()));
    }

    /** Rows of every slice but the last, which may have fewer. */
    public long rowsPerSlice() {
        return rowsPerSlice;
    }

    /** Number of slices. */
    public int count() {
        return Math.toIntExact(Math.ceilDiv(endRow - firstRow, rowsPerSlice));
    }

    /**
     * Visits every row once.
     *
     * @param visitorOfSlice makes the visitor of a slice, on the thread that visits it
     */
    public void forEach(
            WorkerPool pool, Cancellation cancellation, IntFunction<RowVisitor> visitorOfSlice) {
        pool.forEach(
                count(),
                cancellation,
                slice -> {
                    long from = firstRow + slice * rowsPerSlice;
                    long to = Math.min(endRow, from + rowsPerSlice);
                    visit(from, to, cancellation, visitorOfSlice.apply(slice));
                });
    }

    private void visit(long from, long to, Cancellation cancellation, RowVisitor visitor) {
        int columns = reader.columns();
        int atOnce = reader.rowsPerRead();
        float[] block = new float[Math.multiplyExact(atOnce, columns)];
        float[] single = atOnce == 1 ? block : new float[columns];
        for (long row = from; row < to; row += atOnce) {
            cancellation.check();
            int count = (int) Math.min(atOnce, to - row);
            reader.read(row, count, block);
            for (int i = 0; i < count; i++) {
                if (atOnce > 1) {
                    System.arraycopy(block, i * columns, single, 0, columns);
                }
                visitor.visit(row + i, single);
            }
        }
        visitor.end();
    }
}
