package org.quantoscope.export;

import java.util.Arrays;

/**
 * Bits that grow at the end, in 64-bit words: bit i is bit i mod 64 of word i / 64; scratch of one
 * thread.
 */
final class BitStream {
    private long[] words = new long[64];
    private long size;

    /** Length in bits. */
    long size() {
        return size;
    }

    long[] words() {
        return words;
    }

    void clear() {
        Arrays.fill(words, 0, Math.toIntExact((size + 63) >>> 6), 0);
        size = 0;
    }

    /** Appends the low {@code count} bits of {@code value}, whose other bits are 0. */
    void append(long value, int count) {
        if (count == 0) {
            return;
        }
        reserve(size + count);
        int word = (int) (size >>> 6);
        int shift = (int) (size & 63);
        words[word] |= value << shift;
        if (shift + count > 64) {
            words[word + 1] |= value >>> (64 - shift);
        }
        size += count;
    }

    void appendZeros(long count) {
        size += count;
        reserve(size);
    }

    /** Appends the first {@code count} bits of {@code from}; bits beyond are 0 or ignored. */
    void append(long[] from, long count) {
        int whole = (int) (count >>> 6);
        if ((size & 63) == 0) {
            reserve(size + 64L * whole);
            System.arraycopy(from, 0, words, (int) (size >>> 6), whole);
            size += 64L * whole;
        } else {
            for (int i = 0; i < whole; i++) {
                append(from[i], 64);
            }
        }
        int rest = (int) (count & 63);
        if (rest > 0) {
            append(from[whole] & ((1L << rest) - 1), rest);
        }
    }

    /** {@code count} bits from bit {@code at} on, at most 64. */
    static long bits(long[] words, long at, int count) {
        int word = (int) (at >>> 6);
        int shift = (int) (at & 63);
        long value = words[word] >>> shift;
        if (shift + count > 64) {
            value |= words[word + 1] << (64 - shift);
        }
        return count == 64 ? value : value & ((1L << count) - 1);
    }

    private void reserve(long bits) {
        int needed = Math.toIntExact((bits + 63) >>> 6);
        if (needed > words.length) {
            words = Arrays.copyOf(words, Math.max(needed, 2 * words.length));
        }
    }
}
