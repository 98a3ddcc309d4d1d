package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Measures a whole checkpoint under a recipe, tensor after tensor, each on all threads.
 *
 * <p>A tensor that is refused does not stop the others. Progress counts weights.
 */
public final class CheckpointAnalyzer {
    private final LayerAnalyzer analyzer;

    public CheckpointAnalyzer(Kernels kernels, WorkerPool pool) {
        this.analyzer = new LayerAnalyzer(kernels, pool);
    }

    /** Looks once more at a tensor while what is known of its original is at hand. */
    public interface Aside {
        void look(MeasuredTensor measured, LayerReport report);
    }

    /**
     * @param wanted which tensors to analyse; the others do not appear in the report
     * @param aside told of each quantized tensor, on the calling thread, before its measures go
     */
    public CheckpointReport analyze(
            TensorSource source,
            Recipe recipe,
            int bins,
            Predicate<TensorInfo> wanted,
            Cancellation cancellation,
            Progress progress,
            Aside aside) {
        List<TensorInfo> tensors = source.tensors().stream().filter(wanted).toList();
        long total = 0;
        for (TensorInfo tensor : tensors) {
            total += tensor.elementCount();
        }
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        List<TensorOutcome> outcomes = new ArrayList<>();
        for (TensorInfo tensor : tensors) {
            cancellation.check();
            TensorOutcome outcome = outcome(source, tensor, recipe, bins, cancellation, aside);
            outcomes.add(outcome);
            counter.add(tensor.elementCount(), tensor.name());
        }
        return new CheckpointReport(recipe, outcomes);
    }

    private TensorOutcome outcome(
            TensorSource source,
            TensorInfo tensor,
            Recipe recipe,
            int bins,
            Cancellation cancellation,
            Aside aside) {
        Recipe.Decision decision = recipe.decide(tensor);
        return switch (decision.spec()) {
            case TensorSpec.Keep keep -> kept(tensor, decision, recipe);
            case TensorSpec.Store store -> kept(tensor, decision, recipe);
            case QuantizationSpec spec -> {
                try {
                    MeasuredTensor measured =
                            analyzer.measure(source.view(tensor), bins, cancellation);
                    LayerReport report = analyzer.analyze(measured, spec, cancellation);
                    aside.look(measured, report);
                    yield new TensorOutcome.Quantized(decision, report);
                } catch (UnquantizableTensorException e) {
                    yield new TensorOutcome.Refused(
                            tensor, decision, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private static TensorOutcome kept(TensorInfo tensor, Recipe.Decision decision, Recipe recipe) {
        return new TensorOutcome.Kept(tensor, decision, recipe.unquantizedBytes(tensor));
    }
}
