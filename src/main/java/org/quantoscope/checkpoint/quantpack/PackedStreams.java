package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.ParameterType;
import org.quantoscope.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The mapped arrays of one quantized tensor; absent ones are empty.
 *
 * @param segments as long as {@link PackedTensor#streamBytes} says
 */
record PackedStreams(Map<PackedStream, MemorySegment> segments) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    MemorySegment segment(PackedStream stream) {
        return segments.getOrDefault(stream, MemorySegment.NULL);
    }

    BitReader bits(PackedStream stream) {
        return new BitReader(segment(stream));
    }

    /** Element {@code index} of a stream of parameters, widened. */
    static float parameter(MemorySegment stream, ParameterType type, long index) {
        return switch (type.dtype()) {
            case DType.F16 -> Float.float16ToFloat(stream.get(SHORT, 2 * index));
            case DType.BF16 -> Float.intBitsToFloat(stream.get(SHORT, 2 * index) << 16);
            default -> stream.get(FLOAT, 4 * index);
        };
    }
}
