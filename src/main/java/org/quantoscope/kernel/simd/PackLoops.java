package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.LONGS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Codes of one byte each to a bit stream: eight codes of b bits make b bytes. */
final class PackLoops {
    private static final VarHandle LONG_AT =
            MethodHandles.byteArrayViewVarHandle(long[].class, Lanes.ORDER);
    private static final int BLOCK = 64;
    private static final long ODD_BYTES = 0xff00ff00ff00ff00L;
    private static final long ODD_SHORTS = 0xffff0000ffff0000L;
    private static final long UPPER_INT = 0xffffffff00000000L;

    private PackLoops() {}

    static void pack(byte[] codes, int count, int bits, byte[] into, int at) {
        if (bits == 8) {
            System.arraycopy(codes, 0, into, at, count);
            return;
        }
        long[] joined = new long[BLOCK];
        int end = at + (int) (((long) count * bits + 7) / 8);
        int out = at;
        int i = 0;
        // A long is written whole, so the last seven bytes are left to the plain loop.
        while (i + 8 * BLOCK <= count && out + BLOCK * bits + 8 <= end) {
            join(codes, i, bits, joined);
            for (int k = 0; k < BLOCK; k++) {
                LONG_AT.set(into, out + k * bits, joined[k]);
            }
            out += BLOCK * bits;
            i += 8 * BLOCK;
        }
        tail(codes, i, count, bits, into, out);
    }

    /** Moves the eight codes of each long together at its low end. */
    private static void join(byte[] codes, int from, int bits, long[] joined) {
        int byPair = 8 - bits;
        for (int k = 0; k < BLOCK; k += LONGS.length()) {
            LongVector x =
                    ByteVector.fromArray(Lanes.BYTES, codes, from + 8 * k).reinterpretAsLongs();
            x = fold(x, ODD_BYTES, byPair);
            x = fold(x, ODD_SHORTS, 2 * byPair);
            fold(x, UPPER_INT, 4 * byPair).intoArray(joined, k);
        }
    }

    private static LongVector fold(LongVector x, long upper, int shift) {
        return x.and(~upper).or(x.and(upper).lanewise(VectorOperators.LSHR, shift));
    }

    private static void tail(byte[] codes, int from, int count, int bits, byte[] into, int at) {
        int pending = 0;
        int pendingBits = 0;
        int out = at;
        for (int i = from; i < count; i++) {
            pending |= (codes[i] & 0xff) << pendingBits;
            pendingBits += bits;
            while (pendingBits >= 8) {
                into[out++] = (byte) pending;
                pending >>>= 8;
                pendingBits -= 8;
            }
        }
        if (pendingBits > 0) {
            into[out] = (byte) pending;
        }
    }
}
