package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.LittleEndian.half;
import static org.quantoscope.checkpoint.gguf.LittleEndian.signedShort;
import static org.quantoscope.checkpoint.gguf.LittleEndian.unsignedByte;

import java.lang.foreign.MemorySegment;

/** The types whose four-bit codes stand for the entries of one fixed table. */
final class TableBlocks {
    /** Values of the IQ4 codes, as ggml lists them ({@code kvalues_iq4nl}). */
    private static final int[] IQ4 = {
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
    };

    /** Twice the values of an E2M1 float: sign, two bits of exponent, one of mantissa. */
    private static final int[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

    private TableBlocks() {}

    /** d, 16 × two codes; table[u]·d. */
    static void iq4nl(MemorySegment data, long at, float[] into, int index) {
        pairs(data, at + 2, IQ4, half(data, at), into, index);
    }

    /** d, upper and lower parts of 8 six-bit scales − 32, codes; d·s·table[u]. */
    static void iq4xs(MemorySegment data, long at, float[] into, int index) {
        int high = signedShort(data, at + 2) & 0xffff;
        for (int part = 0; part < 8; part++) {
            int low = unsignedByte(data, at + 4 + part / 2) >>> 4 * (part % 2) & 15;
            int scale = (low | (high >>> 2 * part & 3) << 4) - 32;
            pairs(data, at + 8 + 16 * part, IQ4, half(data, at) * scale, into, index + 32 * part);
        }
    }

    /** An E8M0 exponent, 16 × two E2M1 codes. */
    static void mxfp4(MemorySegment data, long at, float[] into, int index) {
        // The table holds doubled values, so the scale is half of 2^(e − 127).
        float scale = (float) Math.scalb(1.0, unsignedByte(data, at) - 128);
        pairs(data, at + 1, E2M1, scale, into, index);
    }

    private static void pairs(
            MemorySegment data, long codes, int[] table, float scale, float[] into, int index) {
        for (int j = 0; j < 16; j++) {
            int pair = unsignedByte(data, codes + j);
            into[index + j] = scale * table[pair & 15];
            into[index + 16 + j] = scale * table[pair >>> 4];
        }
    }
}
