package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.LittleEndian.half;
import static org.quantoscope.checkpoint.gguf.LittleEndian.unsignedByte;

import java.lang.foreign.MemorySegment;

/** The types with one or two bits, or a third of five, per weight. */
final class TernaryBlocks {
    private static final int[] POWERS_OF_3 = {1, 3, 9, 27, 81};

    private TernaryBlocks() {}

    /** d, 128 bits; ±d. */
    static void q1(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        for (int j = 0; j < 128; j++) {
            int bit = unsignedByte(data, at + 2 + j / 8) >>> j % 8 & 1;
            into[index + j] = bit == 1 ? d : -d;
        }
    }

    /** d, 64 × two bits in order; (u − 1)·d. */
    static void q2(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        for (int j = 0; j < 64; j++) {
            int code = unsignedByte(data, at + 2 + j / 4) >>> 2 * (j % 4) & 3;
            into[index + j] = (code - 1) * d;
        }
    }

    /** 48 bytes of five digits to base 3, 4 bytes of four, d; (digit − 1)·d. */
    static void tq1(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at + 52);
        int to = index;
        to = digits(data, at, 32, 5, d, into, to);
        to = digits(data, at + 32, 16, 5, d, into, to);
        digits(data, at + 48, 4, 4, d, into, to);
    }

    private static int digits(
            MemorySegment data, long at, int bytes, int count, float d, float[] into, int index) {
        int to = index;
        for (int n = 0; n < count; n++) {
            for (int j = 0; j < bytes; j++) {
                int shifted = unsignedByte(data, at + j) * POWERS_OF_3[n] & 0xff;
                into[to++] = ((shifted * 3 >>> 8) - 1) * d;
            }
        }
        return to;
    }

    /** 64 bytes of two-bit codes, 32 at a time, d; (u − 1)·d. */
    static void tq2(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at + 64);
        for (int e = 0; e < 256; e++) {
            int code = unsignedByte(data, at + e / 128 * 32 + e % 32) >>> 2 * (e % 128 / 32) & 3;
            into[index + e] = (code - 1) * d;
        }
    }
}
