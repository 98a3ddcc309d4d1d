package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures a model under a recipe and, tensor by tensor, round-to-nearest at about the same stored
 * bits beside it. Progress counts weights.
 */
public final class ModelReporter {
    private final LayerAnalyzer analyzer;
    private final String version;

    /**
     * @param version of the program
     */
    public ModelReporter(LayerAnalyzer analyzer, String version) {
        this.analyzer = analyzer;
        this.version = version;
    }

    /**
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public ModelReport report(
            Checkpoint checkpoint,
            Recipe recipe,
            int bins,
            Cancellation cancellation,
            Progress progress) {
        long total = checkpoint.tensors().stream().mapToLong(TensorInfo::elementCount).sum();
        WorkerPool.Counter counter = new WorkerPool.Counter(total, progress);
        List<TensorOutcome> outcomes = new ArrayList<>();
        Map<String, LayerReport> controls = new HashMap<>();
        for (TensorInfo tensor : checkpoint.tensors()) {
            cancellation.check();
            Recipe.Decision decision = recipe.decide(tensor);
            outcomes.add(
                    switch (decision.spec()) {
                        case TensorSpec.Keep keep -> new TensorOutcome.Kept(tensor, decision);
                        case QuantizationSpec spec -> {
                            try {
                                MeasuredTensor measured =
                                        analyzer.measure(
                                                checkpoint.view(tensor), bins, cancellation);
                                LayerReport report = analyzer.analyze(measured, spec, cancellation);
                                controls.put(
                                        tensor.name(),
                                        analyzer.analyze(
                                                measured, Control.of(report), cancellation));
                                yield new TensorOutcome.Quantized(decision, report);
                            } catch (UnquantizableTensorException e) {
                                yield new TensorOutcome.Refused(
                                        tensor, decision, String.valueOf(e.getMessage()));
                            }
                        }
                    });
            counter.add(tensor.elementCount(), tensor.name());
        }
        return new ModelReport(
                checkpoint.name(),
                facts(checkpoint),
                new CheckpointReport(recipe, outcomes),
                controls,
                RecipeCodec.write(recipe),
                version);
    }

    private static List<ModelReport.Fact> facts(Checkpoint checkpoint) {
        List<ModelReport.Fact> facts = new ArrayList<>();
        ModelConfig config = checkpoint.config();
        add(facts, "Opened", checkpoint.source().toString());
        add(facts, "Format", checkpoint.format());
        config.architecture().ifPresent(name -> add(facts, "Architecture", name));
        config.layers().ifPresent(layers -> add(facts, "Layers", count(layers)));
        config.hiddenSize().ifPresent(size -> add(facts, "Hidden size", count(size)));
        config.heads()
                .ifPresent(heads ->
                        add(
                                facts,
                                "Attention heads",
                                count(heads)
                                        + (config.keyValueHeads().isPresent()
                                                ? ", "
                                                        + count(config.keyValueHeads().getAsLong())
                                                        + " of keys and values"
                                                : "")));
        config.vocabularySize().ifPresent(size -> add(facts, "Vocabulary", count(size)));
        if (checkpoint.recipeJson().isPresent()) {
            add(
                    facts,
                    "Note",
                    "this is a Quantoscope export: its restored weights are quantized once more and"
                            + " compared with themselves, not with the original");
        }
        return facts;
    }

    private static void add(List<ModelReport.Fact> facts, String label, String value) {
        facts.add(new ModelReport.Fact(label, value));
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
