package org.quantoscope.kernel.simd;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.FitSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.MomentSums;
import org.quantoscope.kernel.SalientMarks;
import org.quantoscope.kernel.ScalarKernels;

import java.lang.foreign.MemorySegment;

/**
 * The kernels in the Vector API: the same integers, bytes and doubles as {@link ScalarKernels}, at
 * any vector width.
 *
 * <p>Loops live in small classes by topic, because C2 stops inlining vector operations in large
 * methods and then boxes every vector. What gains nothing from vectors is left to the scalar
 * kernels.
 */
public final class VectorKernels implements Kernels {
    /** Narrowest vectors that are worth it. */
    private static final int LEAST_BITS = 128;

    private final ScalarKernels scalar = new ScalarKernels();

    /**
     * @throws UnsupportedOperationException if the machine has no vectors of 128 bits or more
     */
    public VectorKernels() {
        if (Lanes.bits() < LEAST_BITS) {
            throw new UnsupportedOperationException(
                    "vectors here have "
                            + Lanes.bits()
                            + " bits and the kernels need "
                            + LEAST_BITS);
        }
    }

    @Override
    public String name() {
        return "Vector API, " + Lanes.bits() + "-bit";
    }

    @Override
    public void widenF32(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        scalar.widenF32(from, byteOffset, into, at, count);
    }

    @Override
    public void widenF16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        WideningLoops.f16(from, byteOffset, into, at, count);
    }

    @Override
    public void widenBf16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        WideningLoops.bf16(from, byteOffset, into, at, count);
    }

    @Override
    public void countHalves(MemorySegment from, long byteOffset, long count, int[] counts) {
        scalar.countHalves(from, byteOffset, count, counts);
    }

    @Override
    public void countMagnitudeTops(float[] values, int count, int[] counts) {
        scalar.countMagnitudeTops(values, count, counts);
    }

    @Override
    public void countMagnitudeLows(float[] values, int count, int top, int[] counts) {
        scalar.countMagnitudeLows(values, count, top, counts);
    }

    @Override
    public void moments(float[] values, int count, MomentSums result) {
        MomentLoops.moments(values, count, result);
    }

    @Override
    public void centralMoments(float[] values, int count, double mean, MomentSums result) {
        MomentLoops.centralMoments(values, count, mean, result);
    }

    @Override
    public int classify(float[] values, int count, float threshold, long[] salient) {
        return RangeLoops.classify(values, count, threshold, salient);
    }

    @Override
    public int countAbove(float[] values, int count, float threshold) {
        return RangeLoops.countAbove(values, count, threshold);
    }

    @Override
    public void groupRanges(
            float[] values,
            int count,
            int groupSize,
            float threshold,
            boolean magnitudes,
            float[] low,
            float[] high,
            float[] salientLow,
            float[] salientHigh) {
        RangeLoops.groupRanges(
                values,
                count,
                groupSize,
                threshold,
                magnitudes,
                low,
                high,
                salientLow,
                salientHigh);
    }

    @Override
    public void fitSums(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        FitLoops.fitSums(values, from, to, threshold, salientClass, table, entry, result);
    }

    @Override
    public void classError(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        FitLoops.classError(values, from, to, threshold, salientClass, table, entry, result);
    }

    @Override
    public void quantize(
            float[] values,
            int count,
            float threshold,
            CodeTable table,
            CodeTable salientTable,
            byte[] codes,
            float[] restored) {
        QuantizeLoops.quantize(values, count, threshold, table, salientTable, codes, restored);
    }

    @Override
    public void quantizeBlocks(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        BlockLoops.quantize(type, values, count, table, codes, restored);
    }

    @Override
    public int encodeBlocks(BlockType type, float[] values, int count, byte[] into, int at) {
        return BlockByteLoops.encode(type, values, count, into, at);
    }

    @Override
    public void quantizeByDivision(
            float[] values, int count, CodeTable table, byte[] codes, float[] restored) {
        DivisionLoops.quantize(values, count, table, codes, restored);
    }

    @Override
    public void errorSums(
            float[] values, float[] restored, int count, SalientMarks salient, ErrorSums result) {
        ErrorLoops.errorSums(values, restored, count, salient, result);
    }

    @Override
    public void addColumnErrors(float[] values, float[] restored, int count, double[] columns) {
        ErrorLoops.addColumnErrors(values, restored, count, columns);
    }

    @Override
    public void histogram(float[] values, int count, BinCounts into) {
        HistogramLoops.histogram(values, count, into);
    }

    @Override
    public void histogramOfCodes(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            BinCounts into) {
        CodeHistogram.histogram(codes, restored, salient, count, table, into);
    }

    @Override
    public void pack(byte[] codes, int count, int bits, byte[] into, int at) {
        PackLoops.pack(codes, count, bits, into, at);
    }
}
