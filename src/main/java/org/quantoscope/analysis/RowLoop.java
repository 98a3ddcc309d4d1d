package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

/** Visits every row of a tensor once, on all threads of a pool, in contiguous slices. */
final class RowLoop {
    private static final int WEIGHTS_PER_SLICE = 1 << 18;

    private final RowReader reader;
    private final Kernels kernels;
    private final WorkerPool pool;

    /** Takes one row; called from several threads, for different rows. */
    @FunctionalInterface
    interface RowVisitor {
        void visit(int row, float[] weights, int columns);
    }

    RowLoop(TensorView view, Kernels kernels, WorkerPool pool) {
        this.reader = new RowReader(view, kernels);
        this.kernels = kernels;
        this.pool = pool;
    }

    long rows() {
        return reader.rows();
    }

    void run(Cancellation cancellation, RowVisitor visitor) {
        slices(
                cancellation,
                (slice, row, weights, columns) -> visitor.visit(row, weights, columns));
    }

    long[] histogram(BinEdges edges, Cancellation cancellation) {
        int[][] partial = new int[sliceCount()][];
        slices(
                cancellation,
                (slice, row, weights, columns) -> {
                    if (partial[slice] == null) {
                        partial[slice] = new int[edges.bins()];
                    }
                    kernels.histogram(weights, columns, edges, partial[slice]);
                });
        long[] total = new long[edges.bins()];
        for (int[] part : partial) {
            for (int i = 0; part != null && i < part.length; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    private interface SliceVisitor {
        void visit(int slice, int row, float[] weights, int columns);
    }

    private long rowsPerSlice() {
        return Math.max(reader.rowsPerRead(), WEIGHTS_PER_SLICE / Math.max(1, reader.columns()));
    }

    private int sliceCount() {
        return Math.toIntExact(Math.ceilDiv(reader.rows(), rowsPerSlice()));
    }

    private void slices(Cancellation cancellation, SliceVisitor visitor) {
        long step = rowsPerSlice();
        int columns = reader.columns();
        int atOnce = reader.rowsPerRead();
        pool.forEach(
                sliceCount(),
                cancellation,
                slice -> {
                    float[] block = new float[Math.multiplyExact(atOnce, columns)];
                    float[] single = atOnce == 1 ? block : new float[columns];
                    long end = Math.min(reader.rows(), (slice + 1) * step);
                    for (long row = slice * step; row < end; row += atOnce) {
                        cancellation.check();
                        int count = (int) Math.min(atOnce, end - row);
                        reader.read(row, count, block);
                        for (int i = 0; i < count; i++) {
                            if (atOnce > 1) {
                                System.arraycopy(block, i * columns, single, 0, columns);
                            }
                            visitor.visit(slice, (int) (row + i), single, columns);
                        }
                    }
                });
    }
}
