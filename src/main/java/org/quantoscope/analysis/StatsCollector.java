package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.MomentSums;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;

/**
 * Measures an original: stage A.
 *
 * <p>16-bit tensors are read once, all figures come from the counts of their values; F32 tensors
 * are read three times more. Sums over rows are added in order of the rows, so figures do not
 * depend on the number of threads.
 */
final class StatsCollector {
    private final Kernels kernels;
    private final WorkerPool pool;

    StatsCollector(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    MeasuredTensor collect(TensorView view, int bins, Cancellation cancellation) {
        WeightDistribution distribution = WeightDistribution.of(view, kernels, pool, cancellation);
        WeightStats stats =
                distribution.isExactPerValue()
                        ? fromCounts(view, distribution, bins)
                        : fromRows(view, distribution, bins, cancellation);
        return new MeasuredTensor(view, stats, distribution);
    }

    /** The same statistics over another number of bins. */
    MeasuredTensor rebinned(MeasuredTensor measured, int bins, Cancellation cancellation) {
        WeightStats stats = measured.stats();
        BinEdges edges = new BinEdges(stats.min(), stats.max(), bins);
        Histogram histogram =
                measured.distribution().isExactPerValue()
                        ? binPatterns(measured.distribution(), edges)
                        : binRows(measured.view(), edges, cancellation);
        WeightStats rebinned =
                new WeightStats(
                        stats.tensor(),
                        stats.min(),
                        stats.max(),
                        stats.mean(),
                        stats.std(),
                        stats.skewness(),
                        stats.kurtosis(),
                        stats.sumSquares(),
                        stats.zeros(),
                        histogram);
        return new MeasuredTensor(measured.view(), rebinned, measured.distribution());
    }

    private static WeightStats fromCounts(TensorView view, WeightDistribution counts, int bins) {
        long n = counts.weightCount();
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (int pattern = 0; pattern < 65536; pattern++) {
            long count = counts.patternCount(pattern);
            if (count > 0) {
                float value = counts.patternValue(pattern) + 0f;
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += (double) count * value;
                squares += count * ((double) value * value);
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        double[] central = new double[3];
        for (int pattern = 0; pattern < 65536; pattern++) {
            long count = counts.patternCount(pattern);
            if (count > 0) {
                double d = counts.patternValue(pattern) - mean;
                central[0] += count * (d * d);
                central[1] += count * (d * d * d);
                central[2] += count * (d * d * (d * d));
            }
        }
        Histogram histogram =
                binPatterns(counts, new BinEdges(n == 0 ? 0 : min, n == 0 ? 0 : max, bins));
        long zeros = counts.patternCount(0) + counts.patternCount(0x8000);
        return of(view, counts, min, max, mean, squares, zeros, central, histogram);
    }

    private static Histogram binPatterns(WeightDistribution counts, BinEdges edges) {
        long[] bins = new long[edges.bins()];
        for (int pattern = 0; pattern < 65536; pattern++) {
            long count = counts.patternCount(pattern);
            if (count > 0) {
                bins[edges.binOf(counts.patternValue(pattern))] += count;
            }
        }
        return new Histogram(edges, bins);
    }

    private WeightStats fromRows(
            TensorView view, WeightDistribution distribution, int bins, Cancellation cancellation) {
        RowLoop loop = new RowLoop(view, kernels, pool);
        int rows = Math.toIntExact(loop.rows());
        double[] sums = new double[rows];
        double[] squares = new double[rows];
        float[] mins = new float[rows];
        float[] maxs = new float[rows];
        int[] zerosOfRow = new int[rows];
        loop.run(
                cancellation,
                (row, weights, columns) -> {
                    MomentSums of = new MomentSums();
                    kernels.moments(weights, columns, of);
                    sums[row] = of.sum;
                    squares[row] = of.squares;
                    mins[row] = of.min;
                    maxs[row] = of.max;
                    zerosOfRow[row] =
                            columns
                                    - kernels.classify(
                                            weights, columns, 0, new long[(columns + 63) / 64]);
                });
        long n = distribution.weightCount();
        double mean = n == 0 ? 0 : Arrays.stream(sums).sum() / n;
        double[][] central = new double[3][rows];
        loop.run(
                cancellation,
                (row, weights, columns) -> {
                    MomentSums of = new MomentSums();
                    kernels.centralMoments(weights, columns, mean, of);
                    central[0][row] = of.second;
                    central[1][row] = of.third;
                    central[2][row] = of.fourth;
                });
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        long zeros = 0;
        for (int row = 0; row < rows; row++) {
            min = Math.min(min, mins[row]);
            max = Math.max(max, maxs[row]);
            zeros += zerosOfRow[row];
        }
        Histogram histogram =
                binRows(
                        view,
                        new BinEdges(n == 0 ? 0 : min + 0f, n == 0 ? 0 : max + 0f, bins),
                        cancellation);
        double[] totals =
                Arrays.stream(central).mapToDouble(part -> Arrays.stream(part).sum()).toArray();
        return of(
                view,
                distribution,
                min,
                max,
                mean,
                Arrays.stream(squares).sum(),
                zeros,
                totals,
                histogram);
    }

    private Histogram binRows(TensorView view, BinEdges edges, Cancellation cancellation) {
        return new Histogram(
                edges, new RowLoop(view, kernels, pool).histogram(edges, cancellation));
    }

    private static WeightStats of(
            TensorView view,
            WeightDistribution distribution,
            float min,
            float max,
            double mean,
            double squares,
            long zeros,
            double[] central,
            Histogram histogram) {
        double n = Math.max(1, distribution.weightCount());
        double variance = central[0] / n;
        boolean constant = !(variance > 0);
        return new WeightStats(
                view.info(),
                histogram.edges().low(),
                histogram.edges().high(),
                mean,
                Math.sqrt(variance),
                constant ? 0 : central[1] / n / Math.pow(variance, 1.5),
                constant ? 0 : central[2] / n / (variance * variance) - 3,
                squares,
                zeros,
                histogram);
    }
}
