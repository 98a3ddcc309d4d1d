package org.quantoscope.analysis;

import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

/**
 * Measures an original: stage A.
 *
 * <p>16-bit tensors are read once, all figures come from the counts of their values; F32 tensors
 * are read three times more.
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
        Moments moments =
                distribution.isExactPerValue()
                        ? Moments.ofCounts(distribution)
                        : new RowMoments(view, kernels, pool).measure(cancellation);
        BinEdges edges = new BinEdges(moments.min(), moments.max(), bins);
        Histogram histogram = histogram(view, distribution, edges, cancellation);
        WeightStats stats = moments.toStats(view.info(), histogram);
        return new MeasuredTensor(view, stats, distribution);
    }

    /** The same statistics over another number of bins. */
    MeasuredTensor rebinned(MeasuredTensor measured, int bins, Cancellation cancellation) {
        WeightStats stats = measured.stats();
        BinEdges edges = new BinEdges(stats.min(), stats.max(), bins);
        Histogram histogram =
                histogram(measured.view(), measured.distribution(), edges, cancellation);
        return new MeasuredTensor(
                measured.view(), stats.withHistogram(histogram), measured.distribution());
    }

    private Histogram histogram(
            TensorView view,
            WeightDistribution distribution,
            BinEdges edges,
            Cancellation cancellation) {
        return distribution.isExactPerValue()
                ? binPatterns(distribution, edges)
                : new RowMoments(view, kernels, pool).histogram(edges, cancellation);
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
}
