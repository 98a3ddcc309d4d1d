package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures a model under a recipe and, tensor by tensor, round-to-nearest at about the same stored
 * bits beside it; then what other specifications would cost and lose. Progress counts weights.
 */
public final class ModelReporter {
    /**
     * Weights times points of the trade-off that are measured exactly: seconds of work. Of larger
     * models some rows stand for the rest, which the page says.
     */
    private static final long MOST_WORK = 1_500_000_000;

    private final Kernels kernels;
    private final WorkerPool pool;
    private final String version;

    /**
     * @param version of the program
     */
    public ModelReporter(Kernels kernels, WorkerPool pool, String version) {
        this.kernels = kernels;
        this.pool = pool;
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
        LayerAnalyzer analyzer = new LayerAnalyzer(kernels, pool);
        Map<String, LayerReport> controls = new HashMap<>();
        CheckpointReport report =
                new CheckpointAnalyzer(kernels, pool)
                        .analyze(
                                checkpoint,
                                recipe,
                                bins,
                                tensor -> true,
                                cancellation,
                                progress,
                                (measured, layer) ->
                                        controls.put(
                                                layer.tensor().name(),
                                                analyzer.analyze(
                                                        measured,
                                                        Control.of(layer),
                                                        cancellation)));
        return new ModelReport(
                checkpoint.name(),
                facts(checkpoint),
                report,
                controls,
                tradeOff(checkpoint, report, bins, cancellation, progress),
                RecipeCodec.write(recipe),
                version);
    }

    /** Around the widths of the recipe, on the tensors that it quantizes. */
    private Optional<TradeOff> tradeOff(
            Checkpoint checkpoint,
            CheckpointReport report,
            int bins,
            Cancellation cancellation,
            Progress progress) {
        List<LayerReport> layers = report.layers();
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        List<TradeOffSweep.Family> families = around(layers).families();
        List<TensorInfo> tensors = layers.stream().map(LayerReport::tensor).toList();
        long points = families.stream().mapToLong(family -> family.specs().size()).sum();
        long weights = tensors.stream().mapToLong(TensorInfo::elementCount).sum();
        TradeOffSweep sweep = new TradeOffSweep(kernels, pool);
        return Optional.of(
                weights * points <= MOST_WORK
                        ? sweep.sweep(checkpoint, tensors, families, bins, cancellation, progress)
                        : sweep.estimate(
                                checkpoint,
                                tensors,
                                families,
                                bins,
                                MOST_WORK / points,
                                cancellation));
    }

    /** Both presets of AdpQ at the widths of the recipe and their neighbours. */
    private static TradeOffGrid around(List<LayerReport> layers) {
        int narrowest = layers.stream().mapToInt(ModelReporter::bits).min().orElseThrow();
        int widest = layers.stream().mapToInt(ModelReporter::bits).max().orElseThrow();
        List<BitWidth> widths =
                BitWidth.CHOICES.stream()
                        .filter(it -> it.bits() >= narrowest - 1 && it.bits() <= widest + 1)
                        .toList();
        return TradeOffGrid.of(
                List.of(Preset.ADPQ, Preset.ADPQ_COMPACT),
                widths,
                Stream.of(0.02, 0.05, 0.08).map(SalientShare::new).toList());
    }

    private static int bits(LayerReport layer) {
        return layer.spec().bits().bits();
    }

    private static List<ModelReport.Fact> facts(Checkpoint checkpoint) {
        List<ModelReport.Fact> facts = new ArrayList<>();
        ModelConfig config = checkpoint.config();
        add(facts, "Opened", checkpoint.source().toString());
        add(facts, "Format", checkpoint.format());
        config.architecture().ifPresent(name -> add(facts, "Architecture", name));
        config.layers().ifPresent(layers -> add(facts, "Layers", Figures.count(layers)));
        config.hiddenSize().ifPresent(size -> add(facts, "Hidden size", Figures.count(size)));
        config.heads()
                .ifPresent(heads ->
                        add(
                                facts,
                                "Attention heads",
                                Figures.count(heads)
                                        + (config.keyValueHeads().isPresent()
                                                ? ", "
                                                        + Figures.count(
                                                                config.keyValueHeads().getAsLong())
                                                        + " of keys and values"
                                                : "")));
        config.vocabularySize().ifPresent(size -> add(facts, "Vocabulary", Figures.count(size)));
        SourceReference.of(checkpoint)
                .ifPresent(reference ->
                        add(
                                facts,
                                "Reference",
                                reference
                                        + ": these values are quantized once more and compared with"
                                        + " themselves, not with the weights before"));
        return facts;
    }

    private static void add(List<ModelReport.Fact> facts, String label, String value) {
        facts.add(new ModelReport.Fact(label, value));
    }
}
