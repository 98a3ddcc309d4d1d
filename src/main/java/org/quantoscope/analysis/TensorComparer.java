package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.NonFiniteWeightsException;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

/**
 * Measures the values of one tensor against those of another of the same shape, by the measures and
 * kernels of stage B.
 *
 * <p>Exact, deterministic for any number of threads; reads both row by row. Must not be called from
 * a thread that a screen needs.
 */
public final class TensorComparer {
    private final Kernels kernels;
    private final WorkerPool pool;

    public TensorComparer(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * Compares.
     *
     * @param a the reference, measured by {@link LayerAnalyzer#measure}; its bins are used
     * @param b of the same rows and columns
     * @throws org.quantoscope.quant.UnquantizableTensorException if B has NaN or infinite weights,
     *     or rows too long
     */
    public TensorDifference compare(MeasuredTensor a, TensorView b, Cancellation cancellation) {
        return compare(a, b, cancellation, new WorkerPool.Counter(1, Progress.SILENT));
    }

    /**
     * Compares.
     *
     * @param counter receives weights as slices end
     */
    TensorDifference compare(
            MeasuredTensor a, TensorView b, Cancellation cancellation, WorkerPool.Counter counter) {
        RowReader readerA = new RowReader(a.view(), kernels);
        RowReader readerB = new RowReader(b, kernels);
        if (readerA.rows() != readerB.rows() || readerA.columns() != readerB.columns()) {
            throw new IllegalArgumentException(
                    a.view().info().name()
                            + " is "
                            + a.view().info().shape()
                            + ", not "
                            + b.info().shape());
        }
        RowSlices slices = new RowSlices(readerA, 0, readerA.rows());
        DifferenceSums sums =
                new DifferenceSums(
                        kernels, a.stats().histogram().edges(), readerB, slices.count(), counter);
        slices.forEach(pool, cancellation, sums::open);
        sums.firstNotFinite()
                .ifPresent(place -> {
                    throw new NonFiniteWeightsException(
                            b.info().name(), sums.notFinite(), place.row(), place.column());
                });
        WeightStats stats = a.stats();
        Histogram after = new Histogram(stats.histogram().edges(), sums.counts());
        return new TensorDifference(
                stats.tensor(),
                b.info(),
                stats,
                after,
                Divergence.between(stats.histogram(), after),
                sums.totals().error(stats.sumSquares(), stats.count(), 0),
                sums.totals().squaredRestored(),
                sums.identical());
    }
}
