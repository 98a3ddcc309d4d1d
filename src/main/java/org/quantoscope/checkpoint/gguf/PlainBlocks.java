package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.LittleEndian.half;
import static org.quantoscope.checkpoint.gguf.LittleEndian.signedByte;
import static org.quantoscope.checkpoint.gguf.LittleEndian.signedInt;
import static org.quantoscope.checkpoint.gguf.LittleEndian.unsignedByte;

import java.lang.foreign.MemorySegment;

/**
 * The types with blocks of 32: an F16 scale, in some an F16 minimum, and codes. The low nibbles
 * hold the first half of a block, the high nibbles the second.
 */
final class PlainBlocks {
    private static final int HALF = 16;

    private PlainBlocks() {}

    /** d, 16 × two codes; (u − 8)·d. */
    static void q40(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        for (int j = 0; j < HALF; j++) {
            int pair = unsignedByte(data, at + 2 + j);
            into[index + j] = ((pair & 15) - 8) * d;
            into[index + HALF + j] = ((pair >>> 4) - 8) * d;
        }
    }

    /** d, m, 16 × two codes; u·d + m. */
    static void q41(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        float m = half(data, at + 2);
        for (int j = 0; j < HALF; j++) {
            int pair = unsignedByte(data, at + 4 + j);
            into[index + j] = (pair & 15) * d + m;
            into[index + HALF + j] = (pair >>> 4) * d + m;
        }
    }

    /** d, 32 fifth bits, 16 × two codes; (u − 16)·d. */
    static void q50(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        int fifth = signedInt(data, at + 2);
        for (int j = 0; j < HALF; j++) {
            int pair = unsignedByte(data, at + 6 + j);
            into[index + j] = ((pair & 15 | (fifth >>> j & 1) << 4) - 16) * d;
            into[index + HALF + j] = ((pair >>> 4 | (fifth >>> HALF + j & 1) << 4) - 16) * d;
        }
    }

    /** d, m, 32 fifth bits, 16 × two codes; u·d + m. */
    static void q51(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        float m = half(data, at + 2);
        int fifth = signedInt(data, at + 4);
        for (int j = 0; j < HALF; j++) {
            int pair = unsignedByte(data, at + 8 + j);
            into[index + j] = (pair & 15 | (fifth >>> j & 1) << 4) * d + m;
            into[index + HALF + j] = (pair >>> 4 | (fifth >>> HALF + j & 1) << 4) * d + m;
        }
    }

    /** d, 32 signed codes; q·d. */
    static void q80(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at);
        for (int j = 0; j < 2 * HALF; j++) {
            into[index + j] = signedByte(data, at + 2 + j) * d;
        }
    }
}
