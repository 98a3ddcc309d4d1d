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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Quantizes the same tensors under many specifications and tells what each costs and loses.
 *
 * <p>Exact: every point is what an export of that specification would hold. A tensor is measured
 * once; the thresholds of all α come from its one distribution, and one pass over its rows serves
 * all specifications. Progress counts weights, once per specification.
 */
public final class TradeOffSweep {
    private final Kernels kernels;
    private final LayerAnalyzer analyzer;

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
        this.kernels = kernels;
        this.analyzer = new LayerAnalyzer(kernels, pool);
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
        return run(source::view, tensors, families, bins, cancellation, progress);
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
        return run(
                tensor ->
                        new SampledRows(
                                source.view(tensor),
                                kernels,
                                Math.max(1, Math.round(tensor.rows() * part))),
                tensors,
                families,
                bins,
                cancellation,
                Progress.SILENT);
    }

    private TradeOff run(
            Function<TensorInfo, TensorView> views,
            List<TensorInfo> tensors,
            List<Family> families,
            int bins,
            Cancellation cancellation,
            Progress progress) {
        List<QuantizationSpec> specs =
                families.stream().flatMap(family -> family.specs().stream()).toList();
        long total = 0;
        for (TensorInfo tensor : tensors) {
            total += tensor.elementCount() * specs.size();
        }
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        List<TensorInfo> measured = new ArrayList<>();
        List<TradeOff.Refused> refused = new ArrayList<>();
        List<CostSums> sums = specs.stream().map(spec -> new CostSums()).toList();
        for (TensorInfo tensor : tensors) {
            try {
                MeasuredTensor original = analyzer.measure(views.apply(tensor), bins, cancellation);
                List<TradeOff.Cost> costs =
                        analyzer.analyze(original, specs, cancellation, counter).stream()
                                .map(TradeOff.Cost::of)
                                .map(cost -> cost.scaledTo(tensor.elementCount()))
                                .toList();
                measured.add(tensor);
                for (int i = 0; i < costs.size(); i++) {
                    sums.get(i).add(costs.get(i));
                }
            } catch (UnquantizableTensorException e) {
                refused.add(new TradeOff.Refused(tensor, String.valueOf(e.getMessage())));
            }
        }
        return new TradeOff(bins, measured, refused, lines(families, sums));
    }

    private static List<TradeOff.Line> lines(List<Family> families, List<CostSums> sums) {
        List<TradeOff.Line> lines = new ArrayList<>();
        int next = 0;
        for (Family family : families) {
            List<TradeOff.Point> points = new ArrayList<>();
            for (QuantizationSpec spec : family.specs()) {
                points.add(sums.get(next++).point(spec));
            }
            lines.add(new TradeOff.Line(family.name(), family.control(), points));
        }
        return lines;
    }
}
