package org.quantoscope.tensor;

import java.util.OptionalInt;

/**
 * Everything a checkpoint's header and naming tell about one tensor, without touching its data.
 *
 * @param name as stored
 * @param dtype type of its values: the stored one, or the one that blocks of codes decode to
 * @param encoding how the file calls what it stores, for example {@code Q4_1}; the type's name for
 *     plain values, and behind a comma how they lie where not row by row ({@code F16, strided})
 * @param shape as stored, outermost dimension first
 * @param role what the name says it does
 * @param layer number of the transformer block it belongs to, if any
 * @param transposed whether a matrix is stored [in, out] (GPT-2's Conv1D) instead of [out, in]
 * @param file name of the file that holds it, relative to the checkpoint's folder
 * @param byteOffset where its data begin in that file, in bytes
 * @param byteCount length of its data in bytes
 */
public record TensorInfo(
        String name,
        DType dtype,
        String encoding,
        Shape shape,
        TensorRole role,
        OptionalInt layer,
        boolean transposed,
        String file,
        long byteOffset,
        long byteCount) {

    /** A tensor of plain values. */
    public TensorInfo(
            String name,
            DType dtype,
            Shape shape,
            TensorRole role,
            OptionalInt layer,
            boolean transposed,
            String file,
            long byteOffset,
            long byteCount) {
        this(
                name,
                dtype,
                dtype.name(),
                shape,
                role,
                layer,
                transposed,
                file,
                byteOffset,
                byteCount);
    }

    /** Whether its values are stored as such, not as codes that stand for them. */
    public boolean isPlain() {
        return encoding.equals(dtype.name());
    }

    /** Whether its values, which all measures are against, are themselves made from codes. */
    public boolean isDequantized() {
        return !isPlain()
                && dtype.isAnalysable()
                && DType.named(encoding.split(",", 2)[0]).isEmpty();
    }

    public long elementCount() {
        return shape.elementCount();
    }

    /**
     * Rows [out] of the tensor seen as a matrix: the product of all dimensions but the last, or the
     * last if stored transposed.
     */
    public long rows() {
        long columns = columns();
        return columns == 0 ? 0 : elementCount() / columns;
    }

    /** Columns [in] of the tensor seen as a matrix: the dimension along which groups run. */
    public long columns() {
        if (shape.rank() == 0) {
            return 1;
        }
        return transposed
                ? elementCount() / Math.max(1, shape.size(shape.rank() - 1))
                : shape.size(shape.rank() - 1);
    }

    /**
     * Whether it has at least two dimensions, so that it can be quantized as a matrix by default.
     */
    public boolean isMatrix() {
        return shape.rank() >= 2;
    }
}
