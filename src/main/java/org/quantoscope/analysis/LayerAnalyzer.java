package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.List;

/**
 * Measures one tensor: its original once (stage A), then what any specification does to it (stage
 * B).
 *
 * <p>Exact, deterministic for any number of threads, and through the same quantizer as the export.
 * Must not be called from a thread that a screen needs.
 */
public final class LayerAnalyzer {
    /** Default number of histogram bins, and the range offered. */
    public static final int DEFAULT_BINS = 512;

    public static final int MIN_BINS = 64;
    public static final int MAX_BINS = 4096;

    private final Kernels kernels;
    private final WorkerPool pool;

    public LayerAnalyzer(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * Stage A.
     *
     * @param bins number of histogram bins
     * @throws org.quantoscope.quant.UnquantizableTensorException if it has NaN or infinite weights,
     *     or rows too long
     */
    public MeasuredTensor measure(TensorView view, int bins, Cancellation cancellation) {
        return new StatsCollector(kernels, pool).collect(view, bins, cancellation);
    }

    /** The same statistics over another number of bins; reads a 16-bit tensor not at all. */
    public MeasuredTensor rebin(MeasuredTensor measured, int bins, Cancellation cancellation) {
        return new StatsCollector(kernels, pool).rebinned(measured, bins, cancellation);
    }

    /**
     * Stage B.
     *
     * @param measured from stage A; its bins are used
     * @throws org.quantoscope.quant.UnquantizableTensorException if a parameter overflows its type
     */
    public LayerReport analyze(
            MeasuredTensor measured, QuantizationSpec spec, Cancellation cancellation) {
        WeightStats stats = measured.stats();
        Salience salience = measured.distribution().salience(spec.alpha(), cancellation);
        List<SliceMeasure> slices =
                new TensorQuantizer(kernels, pool)
                        .quantize(
                                measured.view(),
                                spec,
                                salience,
                                cancellation,
                                () ->
                                        new SliceMeasure(
                                                kernels, stats.histogram().edges(), salience));
        SliceMeasure all =
                SliceMeasure.inOrder(slices, kernels, stats.histogram().edges(), salience);
        int columns = (int) stats.tensor().columns();
        StoredSize size =
                StoredSize.of(
                        spec,
                        stats.tensor().rows(),
                        columns,
                        all.entries(),
                        all.salientEntries(),
                        all.gaps());
        Histogram after = new Histogram(stats.histogram().edges(), all.counts());
        return new LayerReport(
                stats.tensor(),
                spec,
                stats,
                salience,
                after,
                SalientHistogram.of(stats.histogram(), salience, all.positiveSalient()),
                Divergence.between(stats.histogram(), after),
                all.error(stats.sumSquares(), stats.count()),
                size,
                bitsPaper(spec, columns),
                all.underflows());
    }

    /** Where the error sits, row by row and column by column. */
    public ErrorProfile profile(
            MeasuredTensor measured, QuantizationSpec spec, Cancellation cancellation) {
        WeightStats stats = measured.stats();
        Salience salience = measured.distribution().salience(spec.alpha(), cancellation);
        int rows = Math.toIntExact(stats.tensor().rows());
        int columns = (int) stats.tensor().columns();
        ProfileSink.Rows ofRows = new ProfileSink.Rows(rows);
        List<ProfileSink> slices =
                new TensorQuantizer(kernels, pool)
                        .quantize(
                                measured.view(),
                                spec,
                                salience,
                                cancellation,
                                () ->
                                        new ProfileSink(
                                                kernels, salience.threshold(), ofRows, columns));
        double[] ofColumns = new double[columns];
        for (ProfileSink slice : slices) {
            for (int i = 0; i < columns; i++) {
                ofColumns[i] += slice.columns()[i];
            }
        }
        return new ErrorProfile(
                ofRows.squaredError(), ofRows.squares(), ofColumns, ofRows.salient());
    }

    /** Paper's bits per weight: b + 32/g + α·log2 g (method.md §4). */
    public static double bitsPaper(QuantizationSpec spec, int columns) {
        double group = spec.groupSize().in(columns);
        return spec.bits().bits()
                + 32 / group
                + spec.alpha().value() * (Math.log(group) / Math.log(2));
    }
}
