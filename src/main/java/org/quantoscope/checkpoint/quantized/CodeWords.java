package org.quantoscope.checkpoint.quantized;

/**
 * Packs unsigned codes of 2 to 8 bits into 32-bit words, least significant bit first, codes running
 * on from word to word: what {@code BitStream} reads.
 */
public final class CodeWords {
    private CodeWords() {}

    /** Words that {@code count} codes take. */
    public static int count(long codes, int bits) {
        return Math.toIntExact(BitStream.wordsFor(codes, bits, false));
    }

    /**
     * Packs the codes at {@code from}, {@code from + step}, …
     *
     * @param count of codes
     * @param into gets {@link #count} words from its beginning
     */
    public static void pack(byte[] codes, int from, int step, int count, int bits, int[] into) {
        int mask = (1 << bits) - 1;
        long buffer = 0;
        int filled = 0;
        int word = 0;
        for (int i = 0; i < count; i++) {
            buffer |= (long) (codes[from + i * step] & mask) << filled;
            filled += bits;
            if (filled >= Integer.SIZE) {
                into[word++] = (int) buffer;
                buffer >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        if (filled > 0) {
            into[word] = (int) buffer;
        }
    }
}
