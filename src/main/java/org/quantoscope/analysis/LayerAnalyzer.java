package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        WorkerPool.Counter nobody = new WorkerPool.Counter(1, Progress.SILENT);
        return analyze(measured, List.of(spec), cancellation, nobody).getFirst();
    }

    /**
     * Stage B of several specifications: the same reports, but every row is read once.
     *
     * @param counter receives weights, once per specification
     * @return one report per specification, in order
     * @throws org.quantoscope.quant.UnquantizableTensorException if a parameter of any of them
     *     overflows its type
     */
    public List<LayerReport> analyze(
            MeasuredTensor measured,
            List<QuantizationSpec> specs,
            Cancellation cancellation,
            WorkerPool.Counter counter) {
        List<SpecMeasure> measures =
                TensorPass.run(kernels, pool, measured, specs, cancellation, counter);
        Map<SalientPlaces, GapStatistics> gaps = new HashMap<>();
        List<LayerReport> reports = new ArrayList<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            SpecMeasure measure = measures.get(i);
            reports.add(
                    report(
                            measured.stats(),
                            specs.get(i),
                            measure,
                            gaps.computeIfAbsent(measure.places(), SalientPlaces::gaps)));
        }
        return reports;
    }

    private static LayerReport report(
            WeightStats stats, QuantizationSpec spec, SpecMeasure measure, GapStatistics gaps) {
        int columns = (int) stats.tensor().columns();
        StoredSize size =
                StoredSize.of(
                        spec,
                        stats.tensor().rows(),
                        columns,
                        measure.entries(),
                        measure.salientEntries(),
                        gaps);
        Histogram after = new Histogram(stats.histogram().edges(), measure.counts());
        return new LayerReport(
                stats.tensor(),
                new LayerReport.Quantized(spec),
                stats,
                measure.salience(),
                after,
                SalientHistogram.of(
                        stats.histogram(), measure.salience(), measure.places().positive()),
                measure.places().shareOfFullestColumns(),
                Divergence.between(stats.histogram(), after),
                measure.error(stats.sumSquares(), stats.count()),
                size,
                bitsPaper(spec, columns),
                measure.underflows());
    }

    /** Where the error sits, row by row and column by column. */
    public ErrorProfile profile(
            MeasuredTensor measured, QuantizationSpec spec, Cancellation cancellation) {
        WeightStats stats = measured.stats();
        Salience salience = measured.salience(spec, cancellation);
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
                                () -> new ProfileSink(kernels, ofRows, columns));
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
