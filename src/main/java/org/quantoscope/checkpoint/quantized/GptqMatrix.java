package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A matrix as GPTQ stores it: codes packed along in, zero points along out, scales [groups, out]
 * (formats.md §3).
 *
 * @param codes [in·bits/32, out]
 * @param zeroPoints [groups, out·bits/32]
 * @param scales [groups, out]
 * @param rows out
 * @param groupOfColumn as the columns' order of quantization gave it, or consecutive
 * @param zeroOffset what is added to a stored zero point: 1 in version 1, 0 in version 2
 */
record GptqMatrix(
        BitStream codes,
        BitStream zeroPoints,
        ScaleMatrix scales,
        long rows,
        int columns,
        int groups,
        int[] groupOfColumn,
        int zeroOffset)
        implements QuantizedMatrix {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int code(long row, int column) {
        return codes.code(row, rows, column);
    }

    @Override
    public int zeroPoint(long row, int group) {
        long words = BitStream.wordsFor(rows, zeroPoints.bits(), false);
        return zeroPoints.code(group * words, 1, row) + zeroOffset;
    }

    @Override
    public float scale(long row, int group) {
        return scales.at(group * rows + row);
    }

    /** Checks the parts' types and shapes against each other; reads none of them. */
    static Opened open(ModuleParts parts, QuantizationConfig config)
            throws MalformedCheckpointException {
        TensorInfo qweight = parts.matrix("qweight", DType.I32, DType.U32);
        TensorInfo qzeros = parts.matrix("qzeros", DType.I32, DType.U32);
        TensorInfo scaleInfo = parts.matrix("scales", DType.F16, DType.BF16, DType.F32);
        Optional<TensorInfo> order = parts.find("g_idx");
        long rows = qweight.shape().size(1);
        long words = qweight.shape().size(0);
        // A module may have a width of its own ("dynamic"): the number of its columns tells.
        long columns =
                order.isPresent()
                        ? order.get().elementCount()
                        : Math.multiplyExact(words, 32L) / config.bits();
        int bits = columns == 0 ? 0 : (int) Math.min(99, words * 32 / columns);
        if (bits < 2
                || bits > 8
                || columns % 32 != 0
                || columns > Integer.MAX_VALUE
                || BitStream.wordsFor(columns, bits, false) != words) {
            throw parts.refuse(
                    "has " + words + " words of codes for rows of " + columns + " weights");
        }
        Grouping grouping =
                Grouping.of(parts, columns, config.groupSize(), scaleInfo.shape().size(0));
        ScaleMatrix scales = parts.scales("scales", Shape.of(grouping.groups(), rows));
        Shape zeros = Shape.of(grouping.groups(), BitStream.wordsFor(rows, bits, false));
        parts.requireShape(qzeros, "qzeros", zeros);
        if (order.isPresent()
                && (order.get().dtype() != DType.I32 || order.get().shape().rank() != 1)) {
            throw parts.refuse("its g_idx is no list of I32");
        }
        BitStream codes = new BitStream(parts.bytes(qweight), bits, false);
        BitStream zeroPoints = new BitStream(parts.bytes(qzeros), bits, false);
        int zeroOffset = config.storesTrueZeroPoints() ? 0 : 1;
        return new Opened(
                Shape.of(rows, columns),
                "GPTQ " + bits + " bit " + grouping,
                () ->
                        new GptqMatrix(
                                codes,
                                zeroPoints,
                                scales,
                                rows,
                                (int) columns,
                                (int) grouping.groups(),
                                groupOfColumn(parts, order, grouping),
                                zeroOffset));
    }

    private static int[] groupOfColumn(
            ModuleParts parts, Optional<TensorInfo> order, Grouping grouping) {
        if (order.isEmpty()) {
            return grouping.groupOfColumn();
        }
        MemorySegment stored = parts.bytes(order.get());
        int[] group = new int[Math.toIntExact(grouping.columns())];
        for (int column = 0; column < group.length; column++) {
            group[column] = stored.get(INT, (long) column * Integer.BYTES);
            if (group[column] < 0 || group[column] >= grouping.groups()) {
                throw new UncheckedIOException(
                        parts.refuse(
                                "puts column "
                                        + column
                                        + " into group "
                                        + group[column]
                                        + " of "
                                        + grouping.groups()));
            }
        }
        return group;
    }
}
