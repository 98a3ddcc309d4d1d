package org.quantoscope.checkpoint.quantized;

/**
 * Where AutoAWQ's GEMM layout puts codes: eight of 4 bits, of neighbouring outputs, in one word,
 * interleaved (formats.md §2).
 */
public final class AwqOrder {
    /** Outputs in a word. */
    public static final int PER_WORD = 8;

    /** Place in its word of output 8c + i: the inverse of the order 0, 2, 4, 6, 1, 3, 5, 7. */
    private static final int[] PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

    private static final int CODE_BITS = 4;

    private AwqOrder() {}

    /** Words in a line of an array that has {@code outputs} codes there. */
    public static long words(long outputs) {
        return outputs / PER_WORD;
    }

    /** Lowest bit of an output's code in its word. */
    public static int shift(long output) {
        return CODE_BITS * PLACE[(int) (output % PER_WORD)];
    }
}
