package org.quantoscope.checkpoint.quantized;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the arrays that stand for a quantized matrix [out, in] in a file (formats.md §1–3).
 *
 * @param name in the file, behind the module's path
 */
public record StoredArray(String name, DType dtype, Shape shape) {
    private static final int WORD_BITS = 32;

    public long byteCount() {
        return shape.elementCount() * (dtype.bits() / Byte.SIZE);
    }

    /**
     * The arrays of compressed-tensors, format pack-quantized: codes, scales, shape, and zero
     * points where they are not the middle of the range.
     *
     * @param module path of the module
     * @param groups of a row
     */
    public static List<StoredArray> compressed(
            String module,
            Shape matrix,
            int bits,
            long groups,
            DType scales,
            boolean hasZeroPoints) {
        long rows = matrix.size(0);
        List<StoredArray> arrays = new ArrayList<>();
        arrays.add(
                new StoredArray(
                        module + ".weight_packed",
                        DType.I32,
                        Shape.of(rows, words(matrix.size(1), bits))));
        arrays.add(new StoredArray(module + ".weight_scale", scales, Shape.of(rows, groups)));
        arrays.add(new StoredArray(module + ".weight_shape", DType.I64, Shape.of(2)));
        if (hasZeroPoints) {
            Shape shape = Shape.of(words(rows, bits), groups);
            arrays.add(new StoredArray(module + ".weight_zero_point", DType.I32, shape));
        }
        return arrays;
    }

    /** The arrays of GPTQ: codes, zero points, scales, group of every column. */
    public static List<StoredArray> gptq(
            String module, Shape matrix, int bits, long groups, DType scales) {
        long rows = matrix.size(0);
        long columns = matrix.size(1);
        return List.of(
                new StoredArray(
                        module + ".qweight", DType.I32, Shape.of(words(columns, bits), rows)),
                new StoredArray(module + ".qzeros", DType.I32, Shape.of(groups, words(rows, bits))),
                new StoredArray(module + ".scales", scales, Shape.of(groups, rows)),
                new StoredArray(module + ".g_idx", DType.I32, Shape.of(columns)));
    }

    /** The arrays of AutoAWQ's GEMM: codes, zero points, scales. */
    public static List<StoredArray> awq(String module, Shape matrix, long groups, DType scales) {
        long rows = matrix.size(0);
        long words = AwqOrder.words(rows);
        return List.of(
                new StoredArray(module + ".qweight", DType.I32, Shape.of(matrix.size(1), words)),
                new StoredArray(module + ".qzeros", DType.I32, Shape.of(groups, words)),
                new StoredArray(module + ".scales", scales, Shape.of(groups, rows)));
    }

    private static long words(long count, int bits) {
        return Math.ceilDiv(Math.multiplyExact(count, (long) bits), WORD_BITS);
    }
}
