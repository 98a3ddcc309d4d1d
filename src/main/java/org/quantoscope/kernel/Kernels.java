package org.quantoscope.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of the engine over rows of float32.
 *
 * <p>{@link ScalarKernels} is the specification; every other implementation gives the same
 * integers, the same bytes, and the same doubles, because sums run over {@link #STRIPES}
 * interleaved stripes that are added in one fixed order. Rows hold finite numbers only. Arguments
 * are never modified unless they are named as results. All methods are thread-safe.
 */
public interface Kernels {
    /**
     * Element i of a sum is added to stripe i mod 16; stripes are then added pairwise: see {@link
     * ScalarKernels#combine}.
     */
    int STRIPES = 16;

    /** For people: what runs, and how wide. */
    String name();

    // ---- widening: stored little-endian values to float32, exact

    void widenF32(MemorySegment from, long byteOffset, float[] into, int at, int count);

    void widenF16(MemorySegment from, long byteOffset, float[] into, int at, int count);

    void widenBf16(MemorySegment from, long byteOffset, float[] into, int at, int count);

    // ---- the original, once per tensor

    /**
     * Adds the number of times each 16-bit pattern occurs among {@code count} stored values to
     * {@code counts} [65536].
     */
    void countHalves(MemorySegment from, long byteOffset, long count, int[] counts);

    /**
     * Adds how often each value of the upper 16 of the 31 magnitude bits occurs to {@code counts}
     * [65536].
     */
    void countMagnitudeTops(float[] values, int count, int[] counts);

    /**
     * Adds, of values whose upper 16 magnitude bits are {@code top}, how often each lower 15 bits
     * occur to {@code counts} [32768].
     */
    void countMagnitudeLows(float[] values, int count, int top, int[] counts);

    /** Sets sum, squares, min and max. */
    void moments(float[] values, int count, MomentSums result);

    /** Sets second, third and fourth central sums about {@code mean}. */
    void centralMoments(float[] values, int count, double mean, MomentSums result);

    // ---- classes

    /**
     * Marks the weights with |w| &gt; {@code threshold}: bit i mod 64 of {@code salient[i / 64]};
     * bits beyond {@code count} are 0.
     *
     * @return the number of salient weights
     */
    int classify(float[] values, int count, float threshold, long[] salient);

    /** Number of weights above {@code threshold}, which is finite or +∞. */
    int countAbove(float[] values, int count, float threshold);

    /**
     * Least and greatest weight of both classes in each group of {@code groupSize}; +∞ and −∞ where
     * a class is empty, and −0 below +0.
     *
     * @param threshold not negative; +∞ where no weight is salient, which is the faster way to say
     *     so
     * @param magnitudes take |w| for the salient class
     */
    void groupRanges(
            float[] values,
            int count,
            int groupSize,
            float threshold,
            boolean magnitudes,
            float[] low,
            float[] high,
            float[] salientLow,
            float[] salientHigh);

    // ---- quantizing

    /**
     * Codes the members of one class in [from, to) with entry {@code entry} of {@code table} and
     * sums what a fit needs. Stripes count from {@code from}.
     */
    void fitSums(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result);

    /** Sets {@link FitSums#squaredError} as {@link #fitSums} does, for fits that only compare. */
    void classError(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result);

    /**
     * Codes a row and restores it.
     *
     * @param threshold not negative; +∞ where no weight is salient, which is the faster way to say
     *     so
     * @param table entries of the other weights; never two-lobed
     * @param salientTable entries of the weights with |w| &gt; {@code threshold}
     * @param codes result: unsigned codes, see {@link CodeTable}
     * @param restored result: the values that the codes stand for
     */
    void quantize(
            float[] values,
            int count,
            float threshold,
            CodeTable table,
            CodeTable salientTable,
            byte[] codes,
            float[] restored);

    /**
     * Fits and codes a row in llama.cpp's blocks of 32, by its reference rounding, and restores it.
     *
     * <p>Codes come from the unrounded scale, as there; the stored F16 one restores them.
     *
     * @param count a multiple of 32
     * @param table result: scale and minimum of each block, infinite where F16 has no such number
     * @param codes result: unsigned codes, q − lowest
     * @param restored result: the values that the codes stand for
     */
    void quantizeBlocks(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored);

    /**
     * Writes a row as the stored bytes of llama.cpp's blocks of 32: codes and parameters of {@link
     * #quantizeBlocks}, nothing restored.
     *
     * @param count a multiple of 32
     * @param into receives the blocks from {@code at} on
     * @return −1, or the first block that cannot be stored, where writing stopped: a weight is NaN
     *     or infinite, or F16 has no such scale or minimum
     */
    int encodeBlocks(BlockType type, float[] values, int count, byte[] into, int at);

    /**
     * Codes a row as compressed-tensors and GPTQ do and restores it: rint(clamp(w / s + z)) for
     * codes from −codeCount/2 on, where z follows from an entry's lowest q.
     *
     * @param table scales that are not 0, and lowest q
     * @param codes result: unsigned codes, q − lowest
     * @param restored result: the values that the codes stand for
     */
    void quantizeByDivision(
            float[] values, int count, CodeTable table, byte[] codes, float[] restored);

    // ---- measuring

    /**
     * Sets the error sums of a row.
     *
     * @param salient of the row
     */
    void errorSums(
            float[] values, float[] restored, int count, SalientMarks salient, ErrorSums result);

    /** Adds (restored − w)² to {@code columns} element by element. */
    void addColumnErrors(float[] values, float[] restored, int count, double[] columns);

    /** Adds the bins of values. */
    void histogram(float[] values, int count, BinCounts into);

    /**
     * Adds the bins of the restored values of a row that {@link #quantize} coded: the same as
     * {@link #histogram} of {@code restored}, by way of the codes where that is faster.
     *
     * @param salient of the row
     * @param table entries of the other weights
     */
    void histogramOfCodes(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            BinCounts into);

    // ---- packing

    /**
     * Writes codes as one little-endian bit stream: code i at bit i · {@code bits}, unused bits of
     * the last byte 0.
     *
     * @param into receives ceil(count · bits / 8) bytes from {@code at} on
     */
    void pack(byte[] codes, int count, int bits, byte[] into, int at);
}
