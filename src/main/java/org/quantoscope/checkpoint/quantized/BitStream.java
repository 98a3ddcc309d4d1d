package org.quantoscope.checkpoint.quantized;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Unsigned codes of 2 to 8 bits in 32-bit little-endian words, least significant bit first
 * (formats.md §1 and §3).
 *
 * @param words of a whole tensor
 * @param bits of a code
 * @param padded whether a word holds whole codes only, its top bits wasted, as compressed-tensors
 *     packed 3, 5, 6 and 7 bits until mid-2026; otherwise codes cross from word to word
 */
record BitStream(MemorySegment words, int bits, boolean padded) {
    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Words that {@code count} codes take. */
    static long wordsFor(long count, int bits, boolean padded) {
        return padded
                ? Math.ceilDiv(count, 32 / bits)
                : Math.ceilDiv(Math.multiplyExact(count, (long) bits), 32);
    }

    /**
     * Code {@code index} of the stream whose words lie at {@code first}, {@code first + stride}, …
     *
     * @param first number of a word
     * @param stride in words
     */
    int code(long first, long stride, long index) {
        int mask = (1 << bits) - 1;
        if (padded) {
            int perWord = 32 / bits;
            return word(first + index / perWord * stride) >>> (int) (index % perWord) * bits & mask;
        }
        long bit = index * bits;
        int shift = (int) (bit & 31);
        long at = first + (bit >>> 5) * stride;
        int low = word(at) >>> shift;
        return (shift + bits <= 32 ? low : low | word(at + stride) << 32 - shift) & mask;
    }

    private int word(long number) {
        return words.get(WORD, number * Integer.BYTES);
    }
}
