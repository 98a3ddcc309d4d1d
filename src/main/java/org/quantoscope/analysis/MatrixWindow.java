package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

/**
 * A rectangle of a matrix [out, in]: rows [firstRow, endRow) and columns [firstColumn, endColumn).
 *
 * <p>Never empty, except of an empty matrix.
 */
public record MatrixWindow(long firstRow, long endRow, int firstColumn, int endColumn) {
    public MatrixWindow {
        if (firstRow < 0 || endRow < firstRow || firstColumn < 0 || endColumn < firstColumn) {
            throw new IllegalArgumentException(
                    "no window of a matrix: rows %d…%d, columns %d…%d"
                            .formatted(firstRow, endRow, firstColumn, endColumn));
        }
    }

    /** The whole of a tensor. */
    public static MatrixWindow of(TensorInfo tensor) {
        return new MatrixWindow(0, tensor.rows(), 0, Math.toIntExact(tensor.columns()));
    }

    public long rows() {
        return endRow - firstRow;
    }

    public int columns() {
        return endColumn - firstColumn;
    }

    /** Number of weights in it. */
    public long weights() {
        return rows() * columns();
    }

    public boolean contains(long row, long column) {
        return row >= firstRow && row < endRow && column >= firstColumn && column < endColumn;
    }

    /** The part of it that lies in {@code outer}; one weight at the border where none does. */
    public MatrixWindow within(MatrixWindow outer) {
        long top = Math.clamp(firstRow, outer.firstRow, Math.max(outer.firstRow, outer.endRow - 1));
        int left =
                Math.clamp(
                        firstColumn,
                        outer.firstColumn,
                        Math.max(outer.firstColumn, outer.endColumn - 1));
        return new MatrixWindow(
                top,
                Math.clamp(endRow, Math.min(top + 1, outer.endRow), outer.endRow),
                left,
                Math.clamp(endColumn, Math.min(left + 1, outer.endColumn), outer.endColumn));
    }
}
