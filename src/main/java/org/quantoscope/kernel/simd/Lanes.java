package org.quantoscope.kernel.simd;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import java.nio.ByteOrder;

/**
 * The vector shapes of all loops: as wide as the machine prefers, at most 512 bits.
 *
 * <p>Sums run over 16 stripes whatever the width, so nothing computed here depends on it.
 *
 * <p>There is one shape per element type. The Vector API dispatches on it inside methods that all
 * callers share, and where C2 has seen two shapes it keeps a slow path for the second, for which it
 * boxes every vector. {@link #HALF_FLOATS} and {@link #SHORTS} are therefore only loaded and
 * converted, never computed with.
 */
final class Lanes {
    private static final int BITS = Math.min(512, VectorShape.preferredShape().vectorBitSize());
    private static final VectorShape WHOLE = VectorShape.forBitSize(BITS);
    private static final VectorShape HALVED = VectorShape.forBitSize(BITS / 2);

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, WHOLE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, WHOLE);
    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, WHOLE);
    static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, WHOLE);
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, WHOLE);

    /** As many floats as {@link #DOUBLES} has lanes. */
    static final VectorSpecies<Float> HALF_FLOATS = VectorSpecies.of(float.class, HALVED);

    /** As many shorts as {@link #FLOATS} has lanes. */
    static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, HALVED);

    /** Lanes of {@link #FLOATS} and of {@link #DOUBLES}. */
    static final int WIDTH = FLOATS.length();

    static final int HALF = DOUBLES.length();

    /**
     * 1.5 · 2^23: adding it rounds a float below 2^22 to a whole number, half-even, and leaves that
     * number in the low bits.
     */
    static final float ROUNDER = 12582912f;

    /** The bits of {@link #ROUNDER}. */
    static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Lanes() {}

    static String describe() {
        return BITS + "-bit vectors";
    }

    static int bits() {
        return BITS;
    }

    /** Bits of a float as an int that orders like the float, −0 below +0; its own inverse. */
    static int key(int floatBits) {
        return floatBits ^ (floatBits >> 31 & 0x7fffffff);
    }

    /** Lane-wise {@link #key(int)}. */
    static IntVector keys(IntVector floatBits) {
        return floatBits.lanewise(
                VectorOperators.XOR, floatBits.lanewise(VectorOperators.ASHR, 31).and(0x7fffffff));
    }
}
