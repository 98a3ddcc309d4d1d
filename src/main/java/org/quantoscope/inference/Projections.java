package org.quantoscope.inference;

import org.quantoscope.kernel.PackedMatrix;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products with a model's matrices, which are read piece by piece: no more than a piece is ever
 * held, unless some memory is given to keep packed matrices in.
 */
final class Projections {
    /** Weights of a piece: 16 MB as float32, and as much again packed. */
    private static final int PIECE = 1 << 22;

    private static final int ROW_MULTIPLE = 32;

    private final RecipeValues values;
    private final Multiplier multiplier;
    private final Cancellation cancellation;
    private final Map<String, List<PackedMatrix>> kept = new HashMap<>();
    private long keepElements;

    /**
     * @param keepElements packed weights that may be kept
     */
    Projections(
            RecipeValues values,
            Multiplier multiplier,
            Cancellation cancellation,
            long keepElements) {
        this.values = values;
        this.multiplier = multiplier;
        this.cancellation = cancellation;
        this.keepElements = keepElements;
    }

    /**
     * Sets Y = X Wᵀ.
     *
     * @param into receives [rows of X, rows of W]
     */
    void multiply(PackedRows left, TensorInfo weight, float[] into) {
        int columns = Math.toIntExact(weight.columns());
        long rows = weight.rows();
        int stride = Math.toIntExact(rows);
        int rowsPerPiece = Math.max(1, PIECE / columns / ROW_MULTIPLE) * ROW_MULTIPLE;
        List<PackedMatrix> before = kept.get(weight.name());
        boolean keep = before == null && PackedMatrix.length(stride, columns) <= keepElements;
        List<PackedMatrix> pieces = new ArrayList<>();
        for (int row = 0; row < rows; row += rowsPerPiece) {
            int count = (int) Math.min(rowsPerPiece, rows - row);
            PackedMatrix piece =
                    before != null
                            ? before.get(row / rowsPerPiece)
                            : packed(weight, row, count, keep);
            pieces.add(piece);
            multiplier.multiply(left, piece, into, row, stride);
        }
        if (keep) {
            keepElements -= PackedMatrix.length(stride, columns);
            kept.put(weight.name(), pieces);
        }
    }

    private PackedMatrix packed(TensorInfo weight, int row, int count, boolean own) {
        int columns = Math.toIntExact(weight.columns());
        int length = PackedMatrix.length(count, columns);
        float[] read = multiplier.room(Multiplier.Room.WEIGHTS, length);
        values.read(weight, row, count, read, cancellation);
        PackedMatrix piece =
                own
                        ? new PackedMatrix(count, columns)
                        : new PackedMatrix(
                                count,
                                columns,
                                multiplier.room(Multiplier.Room.PACKED_WEIGHTS, length));
        multiplier.pack(read, 0, piece);
        return piece;
    }

    /** A norm or a bias, whole. */
    float[] vector(TensorInfo tensor) {
        int columns = Math.toIntExact(tensor.columns());
        float[] vector = new float[Math.toIntExact(tensor.elementCount())];
        values.read(tensor, 0, vector.length / Math.max(1, columns), vector, cancellation);
        return vector;
    }

    /** One row of a matrix into {@code into} at {@code at}. */
    void row(TensorInfo tensor, long row, float[] into, int at) {
        float[] values = new float[Math.toIntExact(tensor.columns())];
        this.values.read(tensor, row, 1, values, cancellation);
        System.arraycopy(values, 0, into, at, values.length);
    }
}
