package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A matrix as AutoAWQ's GEMM kernels store it: eight codes of 4 bits of neighbouring outputs in a
 * word, interleaved; zero points likewise, scales [groups, out] (formats.md §2).
 *
 * @param codes words [in, out/8]
 * @param zeroPoints words [groups, out/8]
 * @param rows out
 */
record AwqMatrix(
        MemorySegment codes,
        MemorySegment zeroPoints,
        ScaleMatrix scales,
        long rows,
        int columns,
        int groups,
        int[] groupOfColumn)
        implements QuantizedMatrix {
    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int code(long row, int column) {
        return nibble(codes, column, row);
    }

    @Override
    public int zeroPoint(long row, int group) {
        return nibble(zeroPoints, group, row);
    }

    @Override
    public float scale(long row, int group) {
        return scales.at(group * rows + row);
    }

    private int nibble(MemorySegment words, long line, long row) {
        long word = line * AwqOrder.words(rows) + row / AwqOrder.PER_WORD;
        return words.get(WORD, word * Integer.BYTES) >>> AwqOrder.shift(row) & 15;
    }

    static Opened open(ModuleParts parts, QuantizationConfig config)
            throws MalformedCheckpointException {
        TensorInfo qweight = parts.matrix("qweight", DType.I32, DType.U32);
        TensorInfo qzeros = parts.matrix("qzeros", DType.I32, DType.U32);
        TensorInfo scaleInfo = parts.matrix("scales", DType.F16, DType.BF16, DType.F32);
        long columns = qweight.shape().size(0);
        long rows = Math.multiplyExact(qweight.shape().size(1), (long) AwqOrder.PER_WORD);
        if (columns > Integer.MAX_VALUE) {
            throw parts.refuse("has rows of " + columns + " weights");
        }
        Grouping grouping =
                Grouping.of(parts, columns, config.groupSize(), scaleInfo.shape().size(0));
        ScaleMatrix scales = parts.scales("scales", Shape.of(grouping.groups(), rows));
        parts.requireShape(qzeros, "qzeros", Shape.of(grouping.groups(), AwqOrder.words(rows)));
        MemorySegment codes = parts.bytes(qweight);
        MemorySegment zeroPoints = parts.bytes(qzeros);
        return new Opened(
                Shape.of(rows, columns),
                "AWQ 4 bit " + grouping,
                () ->
                        new AwqMatrix(
                                codes,
                                zeroPoints,
                                scales,
                                rows,
                                (int) columns,
                                (int) grouping.groups(),
                                grouping.groupOfColumn()));
    }
}
