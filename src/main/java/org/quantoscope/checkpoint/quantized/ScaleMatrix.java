package org.quantoscope.checkpoint.quantized;

import org.quantoscope.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Scales of groups, stored as F16, BF16 or F32; each is exact in float32. */
record ScaleMatrix(MemorySegment data, DType dtype) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    float at(long element) {
        return switch (dtype) {
            case F32 -> data.get(FLOAT, element * Float.BYTES);
            case F16 -> Float.float16ToFloat(data.get(SHORT, element * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, element * Short.BYTES) << 16);
            default -> throw new IllegalStateException("no type of scales: " + dtype);
        };
    }
}
