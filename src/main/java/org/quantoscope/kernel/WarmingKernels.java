package org.quantoscope.kernel;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scalar kernels for the first weights, fast ones for the rest.
 *
 * <p>Until the compiler has seen to them, loops in the Vector API run a thousand times slower than
 * plain ones, because every vector is an object; compiling them all costs seconds. A small job is
 * done before. Both kernels give the same bits, so they can be exchanged at any moment: loop by
 * loop as {@link #warmUp} has compiled them, or altogether when the job turns out to be long.
 */
final class WarmingKernels implements Kernels {
    /** Weights read before the fast loops start even though nobody has warmed them up. */
    static final long SMALL_JOB_WEIGHTS = 3_000_000;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels fast;
    private final AtomicBoolean warming = new AtomicBoolean();
    private final AtomicLong weightsRead = new AtomicLong();

    /** Bit i: loop i of {@link KernelLoop} is used. */
    private volatile int ready;

    WarmingKernels(Kernels fast) {
        this.fast = fast;
    }

    /** Starts compiling the fast loops on a daemon thread, once. */
    void warmUp() {
        if (warming.compareAndSet(false, true)) {
            KernelWarmUp rounds = new KernelWarmUp(fast, done -> markReady(done.bit()));
            Thread thread = new Thread(rounds, "kernel-warm-up");
            thread.setDaemon(true);
            // Behind the compiler it works for.
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    private synchronized void markReady(int bits) {
        ready |= bits;
    }

    private Kernels of(KernelLoop loop) {
        return (ready & loop.bit()) != 0 ? fast : scalar;
    }

    private void count(int weights) {
        if (ready != KernelLoop.ALL && weightsRead.addAndGet(weights) > SMALL_JOB_WEIGHTS) {
            markReady(KernelLoop.ALL);
        }
    }

    @Override
    public String name() {
        return fast.name();
    }

    @Override
    public void widenF32(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        count(count);
        scalar.widenF32(from, byteOffset, into, at, count);
    }

    @Override
    public void widenF16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        count(count);
        of(KernelLoop.WIDEN_F16).widenF16(from, byteOffset, into, at, count);
    }

    @Override
    public void widenBf16(MemorySegment from, long byteOffset, float[] into, int at, int count) {
        count(count);
        of(KernelLoop.WIDEN_BF16).widenBf16(from, byteOffset, into, at, count);
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
        of(KernelLoop.MOMENTS).moments(values, count, result);
    }

    @Override
    public void centralMoments(float[] values, int count, double mean, MomentSums result) {
        of(KernelLoop.MOMENTS).centralMoments(values, count, mean, result);
    }

    @Override
    public int classify(float[] values, int count, float threshold, long[] salient) {
        return of(KernelLoop.CLASSIFY).classify(values, count, threshold, salient);
    }

    @Override
    public int countAbove(float[] values, int count, float threshold) {
        return of(KernelLoop.CLASSIFY).countAbove(values, count, threshold);
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
        of(KernelLoop.RANGES)
                .groupRanges(
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
        of(KernelLoop.FIT).fitSums(values, from, to, threshold, salientClass, table, entry, result);
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
        of(KernelLoop.FIT)
                .classError(values, from, to, threshold, salientClass, table, entry, result);
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
        of(KernelLoop.QUANTIZE)
                .quantize(values, count, threshold, table, salientTable, codes, restored);
    }

    @Override
    public void quantizeBlocks(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        of(KernelLoop.BLOCKS).quantizeBlocks(type, values, count, table, codes, restored);
    }

    @Override
    public int encodeBlocks(BlockType type, float[] values, int count, byte[] into, int at) {
        return of(KernelLoop.BLOCK_BYTES).encodeBlocks(type, values, count, into, at);
    }

    @Override
    public void quantizeByDivision(
            float[] values, int count, CodeTable table, byte[] codes, float[] restored) {
        of(KernelLoop.BLOCKS).quantizeByDivision(values, count, table, codes, restored);
    }

    @Override
    public void errorSums(
            float[] values, float[] restored, int count, SalientMarks salient, ErrorSums result) {
        of(KernelLoop.ERRORS).errorSums(values, restored, count, salient, result);
    }

    @Override
    public void addColumnErrors(float[] values, float[] restored, int count, double[] columns) {
        of(KernelLoop.ERRORS).addColumnErrors(values, restored, count, columns);
    }

    @Override
    public void histogram(float[] values, int count, BinCounts into) {
        of(KernelLoop.HISTOGRAM).histogram(values, count, into);
    }

    @Override
    public void histogramOfCodes(
            byte[] codes,
            float[] restored,
            SalientMarks salient,
            int count,
            CodeTable table,
            BinCounts into) {
        of(KernelLoop.HISTOGRAM).histogramOfCodes(codes, restored, salient, count, table, into);
    }

    @Override
    public void pack(byte[] codes, int count, int bits, byte[] into, int at) {
        of(KernelLoop.PACK).pack(codes, count, bits, into, at);
    }
}
