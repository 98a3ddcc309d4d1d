package org.quantoscope.analysis;

import org.ejml.data.DMatrixRMaj;
import org.quantoscope.work.WorkerPool;

/**
 * Products of a large matrix A with thin ones, on all threads of a pool.
 *
 * <p>Every value of a product is summed by one thread, in order, so results do not depend on the
 * number of threads.
 */
final class BlockProducts {
    /** Rows or columns that one task takes. */
    private static final int STRIP = 64;

    private final MatrixBlocks blocks;
    private final WorkerPool pool;

    BlockProducts(MatrixBlocks blocks, WorkerPool pool) {
        this.blocks = blocks;
        this.pool = pool;
    }

    /** A·X, where {@code x} has a row for each column of A. */
    DMatrixRMaj times(DMatrixRMaj x) {
        int columns = blocks.columns();
        int width = x.numCols;
        DMatrixRMaj y = new DMatrixRMaj(blocks.rows(), width);
        blocks.forEach(
                width,
                (first, count, block) ->
                        strips(
                                count,
                                (from, to) -> {
                                    // Strips of X stay in the nearest cache for all rows.
                                    for (int left = 0; left < columns; left += STRIP) {
                                        int right = Math.min(columns, left + STRIP);
                                        for (int row = from; row < to; row++) {
                                            int into = (first + row) * width;
                                            for (int i = left; i < right; i++) {
                                                add(
                                                        block[row * columns + i],
                                                        x.data,
                                                        i * width,
                                                        y.data,
                                                        into,
                                                        width);
                                            }
                                        }
                                    }
                                }));
        return y;
    }

    /** Aᵀ·Y, where {@code y} has a row for each row of A. */
    DMatrixRMaj transposeTimes(DMatrixRMaj y) {
        int columns = blocks.columns();
        int width = y.numCols;
        DMatrixRMaj z = new DMatrixRMaj(columns, width);
        blocks.forEach(
                width,
                (first, count, block) ->
                        strips(
                                columns,
                                (left, right) -> {
                                    for (int row = 0; row < count; row++) {
                                        int from = (first + row) * width;
                                        for (int i = left; i < right; i++) {
                                            add(
                                                    block[row * columns + i],
                                                    y.data,
                                                    from,
                                                    z.data,
                                                    i * width,
                                                    width);
                                        }
                                    }
                                }));
        return z;
    }

    /** AᵀA, or AAᵀ where A has more columns than rows; then A must fit one block. */
    DMatrixRMaj gram() {
        int order = Math.min(blocks.rows(), blocks.columns());
        DMatrixRMaj gram = new DMatrixRMaj(order, order);
        blocks.forEach(
                order,
                (first, count, block) -> {
                    boolean wide = blocks.columns() > blocks.rows();
                    float[] tall = wide ? transposed(block, count, blocks.columns()) : block;
                    strips(
                            order,
                            (left, right) ->
                                    addGram(
                                            tall,
                                            wide ? blocks.columns() : count,
                                            gram,
                                            left,
                                            right));
                });
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < i; j++) {
                gram.data[i * order + j] = gram.data[j * order + i];
            }
        }
        return gram;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[Math.multiplyExact(rows, columns)];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                result[i * rows + row] = values[row * columns + i];
            }
        }
        return result;
    }

    /** Adds the upper half of rows [left, right) of AᵀA. */
    private void addGram(float[] tall, int rows, DMatrixRMaj gram, int left, int right) {
        int order = gram.numCols;
        double[] line = new double[order];
        for (int row = 0; row < rows; row++) {
            if (row % STRIP == 0) {
                blocks.cancellation().check();
            }
            for (int i = left; i < order; i++) {
                line[i] = tall[row * order + i];
            }
            for (int i = left; i < right; i++) {
                add(line[i], line, i, gram.data, i * order + i, order - i);
            }
        }
    }

    /** to[toAt + i] += factor · from[fromAt + i]. */
    private static void add(
            double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += factor * from[fromAt + i];
        }
    }

    /** Work on a stretch of rows or columns. */
    private interface Strip {
        void run(int from, int to);
    }

    private void strips(int length, Strip strip) {
        pool.forEach(
                Math.ceilDiv(length, STRIP),
                blocks.cancellation(),
                index -> strip.run(index * STRIP, Math.min(length, (index + 1) * STRIP)));
    }
}
