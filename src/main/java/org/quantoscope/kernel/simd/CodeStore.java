package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Writes the low bytes of int lanes. */
final class CodeStore {
    private static final VarHandle INT_AT =
            MethodHandles.byteArrayViewVarHandle(int[].class, Lanes.ORDER);

    /**
     * One byte per int lane; there is no shape of 32 bits, so 128-bit machines go by way of an int.
     */
    private static final boolean NARROWEST = WIDTH == 4;

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * WIDTH)));

    private CodeStore() {}

    /** Writes lane i to {@code codes[at + i]}; lanes lie in [0, 255]. */
    static void store(IntVector lanes, byte[] codes, int at) {
        if (NARROWEST) {
            LongVector pairs = lanes.reinterpretAsLongs();
            LongVector joined = pairs.or(pairs.lanewise(VectorOperators.LSHR, 24));
            INT_AT.set(codes, at, (int) (joined.lane(0) & 0xffff | joined.lane(1) << 16));
        } else {
            ((ByteVector) lanes.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(codes, at);
        }
    }
}
