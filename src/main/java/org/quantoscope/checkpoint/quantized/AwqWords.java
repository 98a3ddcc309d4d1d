package org.quantoscope.checkpoint.quantized;

/** How AutoAWQ's GEMM kernels put eight codes of neighbouring outputs into a word. */
public final class AwqWords {
    static final int BITS = 4;

    /** Outputs in a word. */
    public static final int PER_WORD = 8;

    /** Place in its word of output 8c + i: the inverse of the order 0, 2, 4, 6, 1, 3, 5, 7. */
    private static final int[] PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

    private AwqWords() {}

    /** Lowest bit of the code of an output in its word. */
    static int shift(long output) {
        return BITS * PLACE[(int) (output % PER_WORD)];
    }

    /**
     * The word of eight codes.
     *
     * @param codes of outputs 8c, 8c + 1, … at {@code from}, {@code from + step}, …
     */
    public static int word(byte[] codes, int from, int step) {
        int word = 0;
        for (int i = 0; i < PER_WORD; i++) {
            word |= (codes[from + i * step] & 15) << shift(i);
        }
        return word;
    }
}
