package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.ORDER;
import static org.quantoscope.kernel.simd.Lanes.SHORTS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Stored 16-bit floats to float32, exact. */
final class WideningLoops {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);

    /** 2^112, which moves a half's exponent, shifted into place, from bias 15 to bias 127. */
    private static final float REBIAS = 0x1p112f;

    private WideningLoops() {}

    static void bf16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        int bound = count - count % WIDTH;
        for (int i = 0; i < bound; i += WIDTH) {
            ShortVector stored =
                    ShortVector.fromMemorySegment(SHORTS, from, byteOffset + 2L * i, ORDER);
            IntVector bits =
                    (IntVector) stored.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
            bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(into, at + i);
        }
        for (int i = bound; i < count; i++) {
            into[at + i] = Float.intBitsToFloat(from.get(SHORT, byteOffset + 2L * i) << 16);
        }
    }

    static void f16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        int bound = count - count % WIDTH;
        for (int i = 0; i < bound; i += WIDTH) {
            ShortVector stored =
                    ShortVector.fromMemorySegment(SHORTS, from, byteOffset + 2L * i, ORDER);
            IntVector bits =
                    (IntVector) stored.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
            half(bits).intoArray(into, at + i);
        }
        for (int i = bound; i < count; i++) {
            into[at + i] = Float.float16ToFloat(from.get(SHORT, byteOffset + 2L * i));
        }
    }

    /**
     * Multiplying by a power of two is exact, subnormal halves included; infinities and NaN keep a
     * full exponent.
     */
    private static FloatVector half(IntVector stored) {
        IntVector magnitude = stored.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
        IntVector sign = stored.and(0x8000).lanewise(VectorOperators.LSHL, 16);
        VectorMask<Integer> special = magnitude.compare(VectorOperators.GE, 0x7c00 << 13);
        IntVector finite = magnitude.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
        return finite.blend(magnitude.or(0x7f800000), special).or(sign).reinterpretAsFloats();
    }

    static void f32(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        MemorySegment.copy(
                from,
                ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER),
                byteOffset,
                into,
                at,
                count);
    }
}
