package org.quantoscope.kernel;

/**
 * Which weights of a row are salient: as bits, and as a list of their columns.
 *
 * <p>Mutable scratch of one thread; everyone but its owner only reads it.
 */
public final class SalientMarks {
    /** Columns written at once, whether there are as many or not: most words hold no more. */
    private static final int AT_ONCE = 4;

    /** Bit i mod 64 of word i / 64: weight i is salient. */
    public final long[] words;

    /** Columns of the salient weights, ascending; the first {@link #count} of them count. */
    public final int[] columns;

    /** Number of salient weights. */
    public int count;

    /**
     * @param columns most weights of a row
     */
    public SalientMarks(int columns) {
        this.words = new long[(columns + 63) / 64];
        this.columns = new int[columns + AT_ONCE];
    }

    /** Marks the weights with |w| &gt; {@code threshold} of a row of {@code size} weights. */
    public void mark(Kernels kernels, float[] values, int size, float threshold) {
        int found = kernels.classify(values, size, threshold, words);
        count = 0;
        for (int word = 0; word < (size + 63) / 64 && count < found; word++) {
            count = list(word, count);
        }
    }

    public boolean contains(int column) {
        return (words[column >> 6] >>> column & 1) != 0;
    }

    /**
     * Writes four columns before it asks how many there are: a branch would often be mispredicted.
     */
    private int list(int word, int from) {
        long left = words[word];
        int end = from + Long.bitCount(left);
        int at = from;
        do {
            for (int i = 0; i < AT_ONCE; i++) {
                columns[at + i] = 64 * word + Long.numberOfTrailingZeros(left);
                left &= left - 1;
            }
            at += AT_ONCE;
        } while (at < end);
        return end;
    }
}
