package org.quantoscope.calibration;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What a text puts into one matrix, or into several that read the same.
 *
 * <p>Its numbers lie in a mapped file, so it can be read until the {@link Activations} that it
 * comes from are closed.
 */
public final class InputActivations {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int width;
    private final MemorySegment sums;
    private final MemorySegment means;

    /**
     * @param sums upper half of Σ x xᵀ, row after row, float32
     * @param means mean |x|, float32
     */
    InputActivations(int width, MemorySegment sums, MemorySegment means) {
        this.width = width;
        this.sums = sums;
        this.means = means;
    }

    /** Numbers that it holds of {@code width} inputs. */
    static long length(long width) {
        return width * (width + 1) / 2;
    }

    /** Columns of the matrix. */
    public int width() {
        return width;
    }

    /** Mean |x| of one column's input. */
    public float meanAbsolute(int column) {
        return means.getAtIndex(FLOAT, column);
    }

    /** Σ x_i x_j over all tokens. */
    public float sum(int i, int j) {
        return sums.getAtIndex(FLOAT, index(Math.min(i, j), Math.max(i, j)));
    }

    private long index(long row, long column) {
        return row * width - row * (row - 1) / 2 + column - row;
    }

    /**
     * Writes rows of Σ x xᵀ, whole ones.
     *
     * @param into receives [rows, width]
     */
    void rows(int firstRow, int rows, float[] into) {
        for (int row = 0; row < rows; row++) {
            int i = firstRow + row;
            for (int j = 0; j < i; j++) {
                into[row * width + j] = sums.getAtIndex(FLOAT, index(j, i));
            }
            MemorySegment.copy(sums, FLOAT, 4 * index(i, i), into, row * width + i, width - i);
        }
    }

    /** How far Σ x xᵀ is from a multiple of the identity. */
    public InputShape shape() {
        double trace = 0;
        double diagonal = 0;
        double beside = 0;
        for (int i = 0; i < width; i++) {
            long at = index(i, i);
            double own = sums.getAtIndex(FLOAT, at);
            trace += own;
            diagonal += own * own;
            double row = 0;
            for (int j = 1; j < width - i; j++) {
                double other = sums.getAtIndex(FLOAT, at + j);
                row += other * other;
            }
            beside += 2 * row;
        }
        return InputShape.of(width, trace, diagonal, beside);
    }
}
