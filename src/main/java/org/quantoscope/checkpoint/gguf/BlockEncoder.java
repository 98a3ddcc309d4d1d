package org.quantoscope.checkpoint.gguf;

/** Writes codes and parameters of a row as the blocks of 32 that {@link PlainBlocks} reads. */
public final class BlockEncoder {
    private static final int WEIGHTS = 32;

    private BlockEncoder() {}

    /**
     * Encodes a row.
     *
     * @param type Q4_0, Q4_1, Q5_0, Q5_1 or Q8_0
     * @param codes unsigned, one per weight
     * @param count weights, a multiple of 32
     * @param scale of each block; an F16 number
     * @param minimum of each block; unused by types that have none
     * @param into receives the blocks from {@code at} on
     */
    public static void encode(
            GgmlType type,
            byte[] codes,
            int count,
            float[] scale,
            float[] minimum,
            byte[] into,
            int at) {
        int to = at;
        for (int from = 0; from < count; from += WEIGHTS) {
            int block = from / WEIGHTS;
            to = half(scale[block], into, to);
            switch (type) {
                case Q4_0 -> to = nibbles(codes, from, into, to);
                case Q4_1 -> to = nibbles(codes, from, into, half(minimum[block], into, to));
                case Q5_0 -> to = nibbles(codes, from, into, fifthBits(codes, from, into, to));
                case Q5_1 -> {
                    int bits = half(minimum[block], into, to);
                    to = nibbles(codes, from, into, fifthBits(codes, from, into, bits));
                }
                case Q8_0 -> {
                    for (int i = 0; i < WEIGHTS; i++) {
                        into[to++] = (byte) (codes[from + i] - 128);
                    }
                }
                default -> throw new IllegalArgumentException("not written: " + type);
            }
        }
    }

    private static int half(float value, byte[] into, int at) {
        short bits = Float.floatToFloat16(value);
        into[at] = (byte) bits;
        into[at + 1] = (byte) (bits >>> 8);
        return at + 2;
    }

    private static int nibbles(byte[] codes, int from, byte[] into, int at) {
        for (int j = 0; j < WEIGHTS / 2; j++) {
            into[at + j] = (byte) (codes[from + j] & 15 | codes[from + j + WEIGHTS / 2] << 4);
        }
        return at + WEIGHTS / 2;
    }

    private static int fifthBits(byte[] codes, int from, byte[] into, int at) {
        int bits = 0;
        for (int j = 0; j < WEIGHTS; j++) {
            bits |= (codes[from + j] >>> 4 & 1) << j;
        }
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (bits >>> 8 * i);
        }
        return at + 4;
    }
}
