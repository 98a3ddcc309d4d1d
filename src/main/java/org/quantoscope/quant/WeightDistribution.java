package org.quantoscope.quant;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exact distribution of a tensor's magnitudes, from one counting pass.
 *
 * <p>Gives the threshold of every α. F16 and BF16 tensors have at most 32,768 magnitudes, so
 * nothing is ever read again; for F32 the upper 16 of 31 magnitude bits are counted first, and the
 * lower 15 bits of the one bucket that a threshold falls into on demand (two-level radix
 * selection), once per bucket. Refuses tensors with NaN or infinite weights.
 */
public final class WeightDistribution {
    private static final int F32_NOT_FINITE = 0x7f800000 >>> 15;

    private final RowReader reader;
    private final Kernels kernels;
    private final WorkerPool pool;
    private final DType type;
    private final long weightCount;

    /**
     * Of 16-bit types: counts of all 65,536 patterns, signed; of F32: counts of the upper 16
     * magnitude bits.
     */
    private final long[] counts;

    /** Counts of magnitudes by key, ascending: 32,768 for 16-bit types, 65,536 buckets for F32. */
    private final long[] magnitudes;

    private final Map<Integer, long[]> lowCounts = new ConcurrentHashMap<>();

    private WeightDistribution(
            RowReader reader, Kernels kernels, WorkerPool pool, DType type, long[] counts) {
        this.reader = reader;
        this.kernels = kernels;
        this.pool = pool;
        this.type = type;
        this.counts = counts;
        this.weightCount = reader.info().elementCount();
        this.magnitudes = type == DType.F32 ? counts : foldSigns(counts);
    }

    /** Number of weights above {@code threshold}; for distributions that count every value. */
    public long countAbove(float threshold) {
        long above = 0;
        for (int pattern = 0; pattern < counts.length; pattern++) {
            if (counts[pattern] > 0 && patternValue(pattern) > threshold) {
                above += counts[pattern];
            }
        }
        return above;
    }

    /**
     * Counts a tensor.
     *
     * @throws NonFiniteWeightsException if any weight is NaN or infinite
     */
    public static WeightDistribution of(
            TensorView tensor, Kernels kernels, WorkerPool pool, Cancellation cancellation) {
        // The order of rows changes nothing here.
        TensorView view = tensor instanceof TensorView.Reordered other ? other.view() : tensor;
        RowReader reader = new RowReader(view, kernels);
        DType type = view instanceof TensorView.Plain ? view.valueType() : DType.F32;
        long[] counts =
                view instanceof TensorView.Plain plain && type != DType.F32
                        ? countHalves(plain, kernels, pool, cancellation)
                        : countRows(
                                reader,
                                pool,
                                cancellation,
                                65536,
                                (rows, count, into) ->
                                        kernels.countMagnitudeTops(rows, count, into));
        WeightDistribution distribution =
                new WeightDistribution(reader, kernels, pool, type, counts);
        distribution.refuseNonFinite();
        return distribution;
    }

    public long weightCount() {
        return weightCount;
    }

    /** Whether {@link #patternCount} knows every value: true for F16 and BF16. */
    public boolean isExactPerValue() {
        return type != DType.F32;
    }

    /**
     * How many weights have the stored 16-bit pattern {@code pattern}; only if {@link
     * #isExactPerValue}.
     */
    public long patternCount(int pattern) {
        return counts[pattern];
    }

    /** The value of a stored 16-bit pattern. */
    public float patternValue(int pattern) {
        return type == DType.F16
                ? Float.float16ToFloat((short) pattern)
                : Float.intBitsToFloat(pattern << 16);
    }

    /** Number of keys that magnitudes are counted by, ascending. */
    public int magnitudeKeys() {
        return magnitudes.length;
    }

    /** How many weights have a magnitude of {@code key}. */
    public long magnitudeCount(int key) {
        return magnitudes[key];
    }

    /**
     * The magnitude of {@code key}; the smallest of its bucket where a key stands for several
     * values.
     */
    public float magnitude(int key) {
        return isExactPerValue() ? patternValue(key) : Float.intBitsToFloat(key << 15);
    }

    /** Threshold and count for a share of salient weights. */
    public Salience salience(SalientShare share, Cancellation cancellation) {
        if (weightCount == 0) {
            return new Salience(share, 0, 0, 0);
        }
        long k = share.of(weightCount);
        long above = 0;
        int key = magnitudes.length - 1;
        while (above + magnitudes[key] <= k) {
            above += magnitudes[key--];
        }
        if (isExactPerValue()) {
            return new Salience(share, patternValue(key), above, weightCount);
        }
        long[] lows = lowCounts(key, cancellation);
        int low = lows.length - 1;
        while (above + lows[low] <= k) {
            above += lows[low--];
        }
        return new Salience(share, Float.intBitsToFloat(key << 15 | low), above, weightCount);
    }

    private long[] lowCounts(int top, Cancellation cancellation) {
        long[] known = lowCounts.get(top);
        if (known == null) {
            known =
                    countRows(
                            reader,
                            pool,
                            cancellation,
                            32768,
                            (rows, count, into) ->
                                    kernels.countMagnitudeLows(rows, count, top, into));
            lowCounts.put(top, known);
        }
        return known;
    }

    private static long[] foldSigns(long[] patterns) {
        long[] folded = new long[32768];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = patterns[i] + patterns[i + 32768];
        }
        return folded;
    }

    private void refuseNonFinite() {
        int first =
                switch (type) {
                    case F16 -> 0x7c00;
                    case BF16 -> 0x7f80;
                    default -> F32_NOT_FINITE;
                };
        long bad = 0;
        for (int key = first; key < magnitudes.length; key++) {
            bad += magnitudes[key];
        }
        if (bad > 0) {
            throw firstNonFinite(bad);
        }
    }

    private NonFiniteWeightsException firstNonFinite(long bad) {
        float[] row = new float[reader.columns()];
        for (long r = 0; r < reader.rows(); r++) {
            reader.read(r, 1, row);
            for (int c = 0; c < row.length; c++) {
                if (!Float.isFinite(row[c])) {
                    return new NonFiniteWeightsException(reader.info().name(), bad, r, c);
                }
            }
        }
        throw new IllegalStateException("non-finite weights counted but not found");
    }

    private static long[] countHalves(
            TensorView.Plain view, Kernels kernels, WorkerPool pool, Cancellation cancellation) {
        long count = view.info().elementCount();
        int chunks = (int) Math.max(1, Math.min(pool.threads(), count >>> 16));
        int[][] partial = new int[chunks][65536];
        long step = 1L << 20;
        long[] total = new long[65536];
        long perChunk = Math.ceilDiv(count, chunks);
        pool.forEach(
                chunks,
                cancellation,
                chunk -> {
                    long end = Math.min(count, (chunk + 1) * perChunk);
                    for (long at = chunk * perChunk; at < end; at += step) {
                        cancellation.check();
                        kernels.countHalves(
                                view.data(), 2 * at, Math.min(step, end - at), partial[chunk]);
                    }
                });
        return sum(partial, total);
    }

    /** Counts the values of some rows. */
    private interface RowCounter {
        void count(float[] rows, int count, int[] into);
    }

    private static long[] countRows(
            RowReader reader,
            WorkerPool pool,
            Cancellation cancellation,
            int keys,
            RowCounter counter) {
        long rows = reader.rows();
        int chunks =
                (int)
                        Math.max(
                                1,
                                Math.min(
                                        Math.min(pool.threads(), rows),
                                        reader.info().elementCount() >>> 16));
        int[][] partial = new int[chunks][keys];
        long perChunk = Math.ceilDiv(rows, chunks);
        pool.forEach(
                chunks,
                cancellation,
                chunk -> {
                    int block = RowBlocks.rowsPerBlock(reader);
                    float[] buffer = new float[block * reader.columns()];
                    long end = Math.min(rows, (chunk + 1) * perChunk);
                    for (long row = chunk * perChunk; row < end; row += block) {
                        cancellation.check();
                        int n = (int) Math.min(block, end - row);
                        reader.read(row, n, buffer);
                        counter.count(buffer, n * reader.columns(), partial[chunk]);
                    }
                });
        return sum(partial, new long[keys]);
    }

    private static long[] sum(int[][] partial, long[] total) {
        for (int[] part : partial) {
            for (int i = 0; i < part.length; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }
}
