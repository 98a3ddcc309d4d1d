package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.LittleEndian.half;
import static org.quantoscope.checkpoint.gguf.LittleEndian.signedByte;
import static org.quantoscope.checkpoint.gguf.LittleEndian.unsignedByte;

import java.lang.foreign.MemorySegment;

/** The K types: blocks of 256 whose 8 or 16 scales are themselves quantized. */
final class SuperBlocks {
    private static final int WEIGHTS = 256;

    private SuperBlocks() {}

    /** 16 × (scale, minimum) in nibbles, two-bit codes, d, dmin; d·s·q − dmin·m. */
    static void q2(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at + 80);
        float dmin = half(data, at + 82);
        for (int part = 0; part < 16; part++) {
            int both = unsignedByte(data, at + part);
            float scale = d * (both & 15);
            float minimum = dmin * (both >>> 4);
            for (int e = 16 * part; e < 16 * part + 16; e++) {
                into[index + e] = scale * twoBits(data, at + 16, e) - minimum;
            }
        }
    }

    /** 256 third bits, two-bit codes, 16 six-bit scales − 32, d; d·s·(q − 4 + 4·bit). */
    static void q3(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at + 108);
        for (int part = 0; part < 16; part++) {
            int nibbles = unsignedByte(data, at + 96 + part % 8);
            int low = part < 8 ? nibbles & 15 : nibbles >>> 4;
            int high = unsignedByte(data, at + 104 + part % 4) >>> 2 * (part / 4) & 3;
            float scale = d * ((low | high << 4) - 32);
            for (int e = 16 * part; e < 16 * part + 16; e++) {
                int third = unsignedByte(data, at + e % 32) >>> e / 32 & 1;
                into[index + e] = scale * (twoBits(data, at + 32, e) - 4 + 4 * third);
            }
        }
    }

    /** d, dmin, 8 × (scale, minimum) of six bits, nibbles; d·s·u − dmin·m. */
    static void q4(MemorySegment data, long at, float[] into, int index) {
        for (int part = 0; part < 8; part++) {
            float scale = half(data, at) * scale(data, at + 4, part);
            float minimum = half(data, at + 2) * minimum(data, at + 4, part);
            for (int l = 0; l < 32; l++) {
                int code = nibble(data, at + 16, part, l);
                into[index + 32 * part + l] = scale * code - minimum;
            }
        }
    }

    /** As Q4_K, with a fifth bit of each code. */
    static void q5(MemorySegment data, long at, float[] into, int index) {
        for (int part = 0; part < 8; part++) {
            float scale = half(data, at) * scale(data, at + 4, part);
            float minimum = half(data, at + 2) * minimum(data, at + 4, part);
            for (int l = 0; l < 32; l++) {
                int fifth = unsignedByte(data, at + 16 + l) >>> part & 1;
                int code = nibble(data, at + 48, part, l) | fifth << 4;
                into[index + 32 * part + l] = scale * code - minimum;
            }
        }
    }

    /** Low nibbles, upper two bits, 16 signed scales, d; d·s·(u − 32). */
    static void q6(MemorySegment data, long at, float[] into, int index) {
        float d = half(data, at + 208);
        for (int e = 0; e < WEIGHTS; e++) {
            int part = e / 128;
            int quarter = e % 128 / 32;
            int l = e % 32;
            int pair = unsignedByte(data, at + 64 * part + l + 32 * (quarter & 1));
            int low = quarter < 2 ? pair & 15 : pair >>> 4;
            int high = unsignedByte(data, at + 128 + 32 * part + l) >>> 2 * quarter & 3;
            float scale = d * signedByte(data, at + 192 + e / 16);
            into[index + e] = scale * ((low | high << 4) - 32);
        }
    }

    private static int twoBits(MemorySegment data, long codes, int e) {
        return unsignedByte(data, codes + e / 128 * 32 + e % 32) >>> 2 * (e % 128 / 32) & 3;
    }

    private static int nibble(MemorySegment data, long codes, int part, int l) {
        int pair = unsignedByte(data, codes + part / 2 * 32 + l);
        return part % 2 == 0 ? pair & 15 : pair >>> 4;
    }

    private static int scale(MemorySegment data, long scales, int part) {
        return part < 4
                ? unsignedByte(data, scales + part) & 63
                : unsignedByte(data, scales + part + 4) & 15
                        | unsignedByte(data, scales + part - 4) >>> 6 << 4;
    }

    private static int minimum(MemorySegment data, long scales, int part) {
        return part < 4
                ? unsignedByte(data, scales + part + 4) & 63
                : unsignedByte(data, scales + part + 4) >>> 4
                        | unsignedByte(data, scales + part) >>> 6 << 4;
    }
}
