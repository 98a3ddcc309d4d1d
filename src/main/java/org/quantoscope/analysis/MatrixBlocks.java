package org.quantoscope.analysis;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

/**
 * Reads a matrix in blocks of rows; one that fits a block is read once and kept.
 *
 * <p>Where a block begins depends on the shape alone.
 */
final class MatrixBlocks {
    /** Weights of a block: 64 MiB as float32. */
    static final int MOST_WEIGHTS = 1 << 24;

    private final MatrixRows matrix;
    private final Cancellation cancellation;
    private final WorkerPool.Counter counter;
    private final String what;
    private final int rowsPerBlock;
    private final float[] block;
    private int kept = -1;

    /** Takes a block. */
    interface Visitor {
        /**
         * @param block {@code count} rows, one behind the other; overwritten after the call
         */
        void visit(int first, int count, float[] block);
    }

    /**
     * @param mostWeights of a block; a row may be longer
     * @param counter receives weights times {@code units} as blocks end
     * @param what is read, for people
     */
    MatrixBlocks(
            MatrixRows matrix,
            int mostWeights,
            Cancellation cancellation,
            WorkerPool.Counter counter,
            String what) {
        this.matrix = matrix;
        this.cancellation = cancellation;
        this.counter = counter;
        this.what = what;
        rowsPerBlock = Math.clamp(mostWeights / Math.max(1, matrix.columns()), 1, matrix.rows());
        block = new float[Math.multiplyExact(rowsPerBlock, matrix.columns())];
    }

    int rows() {
        return matrix.rows();
    }

    int columns() {
        return matrix.columns();
    }

    /** Whether all of the matrix is one block. */
    boolean isOne() {
        return rowsPerBlock == rows();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Visits all rows in order.
     *
     * @param units of work per weight, for progress
     */
    void forEach(int units, Visitor visitor) {
        for (int first = 0; first < rows(); first += rowsPerBlock) {
            int count = Math.min(rowsPerBlock, rows() - first);
            if (kept != first) {
                kept = -1;
                matrix.read(first, count, block, cancellation);
                kept = first;
            }
            visitor.visit(first, count, block);
            counter.add((long) count * columns() * units, what);
        }
    }

    /** Sum of the squares of all values, in order of the rows. */
    double squares() {
        double[] sum = new double[1];
        forEach(
                0,
                (first, count, values) -> {
                    for (int row = 0; row < count; row++) {
                        double ofRow = 0;
                        for (int i = row * columns(); i < (row + 1) * columns(); i++) {
                            ofRow += (double) values[i] * values[i];
                        }
                        sum[0] += ofRow;
                    }
                });
        return sum[0];
    }
}
