package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;

/**
 * Quantizes the same tensors under many specifications and tells what each costs and loses.
 *
 * <p>Exact: every point is what an export of that specification would hold. A tensor is measured
 * once; the thresholds of all α come from its one distribution, and one pass over its rows serves
 * all specifications. Progress counts weights, once per specification.
 */
public final class TradeOffSweep {
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
        List<QuantizationSpec> specs =
                families.stream().flatMap(family -> family.specs().stream()).toList();
        long total = 0;
        for (TensorInfo tensor : tensors) {
            total += tensor.elementCount() * specs.size();
        }
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        List<TensorInfo> measured = new ArrayList<>();
        List<TradeOff.Refused> refused = new ArrayList<>();
        List<CostSums> sums = specs.stream().map(CostSums::new).toList();
        for (TensorInfo tensor : tensors) {
            try {
                MeasuredTensor original = analyzer.measure(source.view(tensor), bins, cancellation);
                List<TradeOff.Cost> costs =
                        analyzer.analyze(original, specs, cancellation, counter).stream()
                                .map(TradeOff.Cost::of)
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
            List<TradeOff.Point> points =
                    sums.subList(next, next + family.specs().size()).stream()
                            .map(CostSums::point)
                            .toList();
            next += points.size();
            lines.add(new TradeOff.Line(family.name(), family.control(), points));
        }
        return lines;
    }
}
