package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Quantizes the same tensors under many specifications and tells what each costs and loses.
 *
 * <p>Exact: every point is what an export of that specification would hold. A tensor is measured
 * once; the thresholds of all α come from its one distribution, and one pass over its rows serves
 * many specifications. Progress counts weights, once per specification.
 */
public final class TradeOffSweep {
    /**
     * A second or two of work: shorter steps would find the places of salient weights too often.
     */
    private static final long STEP_WORK = 400_000_000;

    private final Kernels kernels;
    private final LayerAnalyzer analyzer;
    private final long stepWork;

    /**
     * Specifications that belong together.
     *
     * @param name for people
     * @param control whether it is the plain method that the others are held against
     * @param specs in the order of the line
     */
    public record Family(String name, boolean control, List<QuantizationSpec> specs) {
        public Family {
            specs = List.copyOf(specs);
        }
    }

    public TradeOffSweep(Kernels kernels, WorkerPool pool) {
        this(kernels, pool, STEP_WORK);
    }

    /**
     * @param stepWork weights times specifications after which there is news
     */
    TradeOffSweep(Kernels kernels, WorkerPool pool, long stepWork) {
        this.kernels = kernels;
        this.analyzer = new LayerAnalyzer(kernels, pool);
        this.stepWork = stepWork;
    }

    /**
     * @param tensors which tensors of {@code source}
     * @param bins number of histogram bins
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public TradeOff sweep(
            TensorSource source,
            List<TensorInfo> tensors,
            List<Family> families,
            int bins,
            Cancellation cancellation,
            Progress progress) {
        CostTable table = new CostTable(families, specs(families), tensors, false);
        run(source::view, tensors, specs(families), bins, cancellation, progress, table, () -> {});
        return table.tradeOff(bins);
    }

    /**
     * The same with news on the way: exact costs take the place of those of an estimate, some
     * points of some tensor at a time.
     *
     * @param first of the same tensors and families
     * @param news told after each step, on the calling thread; what is known by then is put
     *     together when it is asked for
     */
    public TradeOff refine(
            TensorSource source,
            List<TensorInfo> tensors,
            List<Family> families,
            TradeOff first,
            Cancellation cancellation,
            Progress progress,
            Consumer<Supplier<TradeOff>> news) {
        int bins = first.bins();
        CostTable table = new CostTable(families, specs(families), tensors, false);
        table.startFrom(first);
        Runnable step = () -> news.accept(() -> table.tradeOff(bins));
        run(source::view, tensors, specs(families), bins, cancellation, progress, table, step);
        return table.tradeOff(bins);
    }

    /**
     * The same from some rows of each tensor, evenly spread, scaled to the whole: a first picture
     * while the exact one is being computed.
     *
     * @param mostWeights weights to look at over all tensors, at least a row of each
     */
    public TradeOff estimate(
            TensorSource source,
            List<TensorInfo> tensors,
            List<Family> families,
            int bins,
            long mostWeights,
            Cancellation cancellation) {
        long all = tensors.stream().mapToLong(TensorInfo::elementCount).sum();
        double part = Math.min(1, (double) mostWeights / Math.max(1, all));
        CostTable table = new CostTable(families, specs(families), tensors, true);
        run(
                tensor ->
                        new SampledRows(
                                source.view(tensor),
                                kernels,
                                Math.max(1, Math.round(tensor.rows() * part))),
                tensors,
                specs(families),
                bins,
                cancellation,
                Progress.SILENT,
                table,
                () -> {});
        return table.tradeOff(bins);
    }

    private static List<QuantizationSpec> specs(List<Family> families) {
        return families.stream().flatMap(family -> family.specs().stream()).toList();
    }

    private void run(
            Function<TensorInfo, TensorView> views,
            List<TensorInfo> tensors,
            List<QuantizationSpec> specs,
            int bins,
            Cancellation cancellation,
            Progress progress,
            CostTable table,
            Runnable step) {
        long total = 0;
        for (TensorInfo tensor : tensors) {
            total += tensor.elementCount() * specs.size();
        }
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        for (TensorInfo tensor : tensors) {
            try {
                MeasuredTensor original = analyzer.measure(views.apply(tensor), bins, cancellation);
                int some =
                        (int)
                                Math.clamp(
                                        stepWork / Math.max(1, tensor.elementCount()),
                                        1,
                                        specs.size());
                for (int from = 0; from < specs.size(); from += some) {
                    int to = Math.min(specs.size(), from + some);
                    List<LayerReport> reports =
                            analyzer.analyze(
                                    original, specs.subList(from, to), cancellation, counter);
                    for (int i = from; i < to; i++) {
                        TradeOff.Cost cost = TradeOff.Cost.of(reports.get(i - from));
                        table.set(tensor, i, cost.scaledTo(tensor.elementCount()));
                    }
                    step.run();
                }
            } catch (UnquantizableTensorException e) {
                table.refuse(tensor, String.valueOf(e.getMessage()));
            }
        }
    }
}
