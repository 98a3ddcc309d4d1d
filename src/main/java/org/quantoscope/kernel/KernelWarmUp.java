package org.quantoscope.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs each loop on made-up rows until the compiler has made it fast, and tells so.
 *
 * <p>The rows take every branch that real ones take: both classes and one, sign and magnitude,
 * groups and whole rows, whole vectors and a tail. A branch that C2 has never seen would throw the
 * compiled loop away when it comes. A loop that does not become fast is never reported.
 */
final class KernelWarmUp implements Runnable {
    /** A compiled round needs below 40 µs, an interpreted one above 1 ms. */
    private static final long FAST_NANOS = 200_000;

    /** Rounds in a row that must be fast. */
    private static final int FAST_ROUNDS = 8;

    private static final long GIVE_UP_NANOS = 20_000_000_000L;
    private static final int WEIGHTS = 1000;
    private static final int[] GROUPS = {64, 128, WEIGHTS};
    private static final float THRESHOLD = 0.035f;

    private final Kernels kernels;
    private final Consumer<KernelLoop> ready;
    private final float[] row = new float[WEIGHTS];
    private final float[] restored = new float[WEIGHTS];
    private final byte[] codes = new byte[WEIGHTS];
    private final byte[] packed = new byte[WEIGHTS];
    private final byte[] stored = new byte[2 * WEIGHTS];
    private final SalientMarks salient = new SalientMarks(WEIGHTS);
    private final MemorySegment halves = MemorySegment.ofArray(new short[WEIGHTS]);
    private final float[][] ranges = new float[4][WEIGHTS];
    private final CodeTable[] tables = new CodeTable[GROUPS.length];
    private final CodeTable[] lobes = new CodeTable[GROUPS.length];
    private final CodeTable ofBlocks = new CodeTable(WEIGHTS / BlockType.WEIGHTS);
    private final BinCounts bins = new BinCounts(new BinEdges(-0.16f, 0.16f, 512));
    private final double[] columns = new double[WEIGHTS];
    private final FitSums fit = new FitSums();
    private final ErrorSums errors = new ErrorSums();
    private final MomentSums moments = new MomentSums();

    /**
     * @param ready told of each loop, on the thread that runs this
     */
    KernelWarmUp(Kernels kernels, Consumer<KernelLoop> ready) {
        this.kernels = kernels;
        this.ready = ready;
        Random random = new Random(1);
        for (int i = 0; i < WEIGHTS; i++) {
            row[i] = (float) random.nextGaussian() * 0.02f;
        }
        for (int i = 0; i < GROUPS.length; i++) {
            tables[i] = table(GROUPS[i], -0.04f);
            lobes[i] = table(GROUPS[i], 0.035f);
            lobes[i].lobes = true;
            lobes[i].signBit = 16;
        }
        salient.mark(new ScalarKernels(), row, WEIGHTS, THRESHOLD);
    }

    private static CodeTable table(int groupSize, float offset) {
        int entries = WEIGHTS / groupSize + 1;
        CodeTable table = new CodeTable(entries);
        table.size = entries;
        table.groupSize = groupSize;
        table.codeCount = 16;
        for (int i = 0; i < entries; i++) {
            table.set(i, 0.005f, offset, 0, 15);
        }
        return table;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        for (KernelLoop loop : KernelLoop.values()) {
            int fastRounds = 0;
            while (fastRounds < FAST_ROUNDS && System.nanoTime() - start < GIVE_UP_NANOS) {
                long before = System.nanoTime();
                round(loop);
                fastRounds = System.nanoTime() - before < FAST_NANOS ? fastRounds + 1 : 0;
            }
            if (fastRounds == FAST_ROUNDS) {
                ready.accept(loop);
            }
        }
    }

    private void round(KernelLoop loop) {
        switch (loop) {
            case WIDEN_BF16 -> kernels.widenBf16(halves, 0, restored, 0, WEIGHTS);
            case WIDEN_F16 -> kernels.widenF16(halves, 0, restored, 0, WEIGHTS);
            case CLASSIFY -> {
                salient.mark(kernels, row, WEIGHTS, THRESHOLD);
                kernels.countAbove(row, WEIGHTS, THRESHOLD);
            }
            case MOMENTS -> {
                kernels.moments(row, WEIGHTS, moments);
                kernels.centralMoments(row, WEIGHTS, 0, moments);
            }
            case ERRORS -> {
                kernels.errorSums(row, restored, WEIGHTS, salient, errors);
                kernels.addColumnErrors(row, restored, WEIGHTS, columns);
            }
            case PACK -> {
                for (int bits = 2; bits <= 8; bits++) {
                    kernels.pack(codes, WEIGHTS, bits, packed, 0);
                }
            }
            case BLOCKS -> blocks();
            case BLOCK_BYTES -> {
                for (BlockType type : BlockType.values()) {
                    kernels.encodeBlocks(type, row, WEIGHTS - 8, stored, 0);
                }
            }
            case RANGES, QUANTIZE, HISTOGRAM, FIT -> {
                for (int i = 0; i < GROUPS.length; i++) {
                    grouped(loop, i);
                }
            }
        }
    }

    private void blocks() {
        int whole = WEIGHTS - WEIGHTS % BlockType.WEIGHTS;
        for (BlockType type : BlockType.values()) {
            kernels.quantizeBlocks(type, row, whole, ofBlocks, codes, restored);
        }
        kernels.quantizeByDivision(row, WEIGHTS, tables[0], codes, restored);
    }

    private void grouped(KernelLoop loop, int i) {
        switch (loop) {
            case RANGES -> {
                ranges(GROUPS[i], THRESHOLD, true);
                ranges(GROUPS[i], THRESHOLD, false);
                ranges(GROUPS[i], Float.POSITIVE_INFINITY, false);
            }
            case QUANTIZE -> {
                quantize(THRESHOLD, tables[i], tables[i]);
                quantize(THRESHOLD, tables[i], lobes[GROUPS.length - 1]);
                quantize(Float.POSITIVE_INFINITY, tables[i], tables[i]);
            }
            case HISTOGRAM -> {
                kernels.histogramOfCodes(codes, restored, salient, WEIGHTS, tables[i], bins);
                kernels.histogram(row, WEIGHTS, bins);
            }
            default -> {
                fit(false, tables[i]);
                fit(true, lobes[i]);
            }
        }
    }

    private void ranges(int groupSize, float threshold, boolean magnitudes) {
        kernels.groupRanges(
                row,
                WEIGHTS,
                groupSize,
                threshold,
                magnitudes,
                ranges[0],
                ranges[1],
                ranges[2],
                ranges[3]);
    }

    private void quantize(float threshold, CodeTable table, CodeTable salientTable) {
        kernels.quantize(row, WEIGHTS, threshold, table, salientTable, codes, restored);
    }

    private void fit(boolean salientClass, CodeTable table) {
        for (int from = 0; from < WEIGHTS; from += table.groupSize) {
            int to = Math.min(WEIGHTS, from + table.groupSize);
            int entry = from / table.groupSize;
            kernels.fitSums(row, from, to, THRESHOLD, salientClass, table, entry, fit);
            kernels.classError(row, from, to, THRESHOLD, salientClass, table, entry, fit);
        }
    }
}
