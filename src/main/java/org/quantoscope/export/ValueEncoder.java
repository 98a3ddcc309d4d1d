package org.quantoscope.export;

import org.quantoscope.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Float32 values as the bytes of one type, little-endian, rounded half-even.
 *
 * <p>NaN and infinities stay what they are; a finite value that would become infinite is refused.
 * Immutable.
 *
 * @param tensor name, for the refusal
 * @param type F32, F16 or BF16
 */
record ValueEncoder(String tensor, DType type) {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    int bytes() {
        return type.bits() / 8;
    }

    /**
     * Writes {@code count} values from index {@code from} on to byte {@code at} of {@code into}.
     */
    void encode(float[] values, int from, int count, MemorySegment into, long at) {
        if (type == DType.F32) {
            MemorySegment.copy(values, from, into, FLOAT, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            into.set(SHORT, at + 2L * i, half(values[from + i]));
        }
    }

    /** Writes one value to byte {@code at} of {@code into}. */
    void encode(float value, MemorySegment into, long at) {
        if (type == DType.F32) {
            into.set(FLOAT, at, value);
        } else {
            into.set(SHORT, at, half(value));
        }
    }

    /**
     * Rounds {@code count} values to the type and back, as a file of that type would hold them.
     *
     * @throws ValueOverflowException if a finite value would become infinite
     */
    void round(float[] values, int count) {
        if (type == DType.F32) {
            return;
        }
        for (int i = 0; i < count; i++) {
            short stored = half(values[i]);
            values[i] =
                    type == DType.F16
                            ? Float.float16ToFloat(stored)
                            : Float.intBitsToFloat(stored << 16);
        }
    }

    private short half(float value) {
        short stored = type == DType.F16 ? Float.floatToFloat16(value) : bfloat16(value);
        int infinity = type == DType.F16 ? 0x7c00 : 0x7f80;
        if ((stored & 0x7fff) == infinity && Float.isFinite(value)) {
            throw new ValueOverflowException(tensor, type, value);
        }
        return stored;
    }

    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40); // Rounding could carry a NaN into an infinity.
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
