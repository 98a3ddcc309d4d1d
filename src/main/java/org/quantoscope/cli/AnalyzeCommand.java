package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.ActivationKey;
import org.quantoscope.calibration.Activations;
import org.quantoscope.calibration.ForwardError;
import org.quantoscope.calibration.InputActivations;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code analyze}: what a recipe does to every tensor of a checkpoint. */
@Command(
        name = "analyze",
        sortOptions = false,
        customSynopsis =
                "quantoscope analyze PATH [SPEC] [--tensors REGEX] [--histograms] [--bins N]%n"
                        + "                    [--text FILE [--tokens N] [--window N] [--convention NAME]%n"
                        + "                    [--cache DIR]] [--json FILE|-] [--csv FILE|-] [--threads N]",
        description = "Measure what a recipe does to a checkpoint, tensor by tensor.",
        footer = {
            "",
            "Examples:",
            "  quantoscope analyze samples/stories260k",
            "  quantoscope analyze samples/stories260k --preset rtn --bits 4 --group-size 32",
            "  quantoscope analyze model/ --tensors q_proj --histograms --json report.json",
            "  quantoscope analyze model/ --bits 3 --text prose.txt --tokens 4096 --csv -"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class AnalyzeCommand extends RunCommand {
    private SpecOptions specOptions;
    private Recipe recipe;
    private Optional<TextFile> run = Optional.empty();

    @Option(
            names = "--tensors",
            paramLabel = "REGEX",
            description = "only tensors in whose name this regular expression is found")
    private @Nullable Pattern tensors;

    @Mixin private BinsOption bins;

    @Option(names = "--histograms", description = "put histograms into the JSON")
    private boolean histograms;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description =
                    "run the model on this text and measure each matrix's error on what goes into it")
    private @Nullable Path text;

    @Mixin private ScoringOptions scoring;

    @Mixin private ActivationOptions activations;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write every figure as JSON, to standard output for -")
    private @Nullable String json;

    @Option(
            names = "--csv",
            paramLabel = "FILE|-",
            description = "write one line per tensor, to standard output for -")
    private @Nullable String csv;

    private AnalyzeCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        AnalyzeCommand command = new AnalyzeCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions = SpecOptions.addTo(line.getCommandSpec(), Set.of());
        return line;
    }

    @Override
    void check() throws IOException {
        requireBins(bins);
        recipe = specOptions.recipe();
        if (text == null && (scoring.isAnyGiven() || activations.isAnyGiven())) {
            throw usage(
                    "--tokens, --window, --convention and --cache say how --text is run; give one");
        }
        scoring.fault()
                .ifPresent(fault -> {
                    throw usage(fault);
                });
        if (text != null) {
            run = Optional.of(TextFile.read(text));
        }
    }

    @Override
    Results results() {
        return new Results().and("--json", json).and("--csv", csv);
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        Predicate<TensorInfo> wanted = wanted(checkpoint, tensors);
        CheckpointReport report =
                MappedFileGuard.read(checkpoint, () -> measured(checkpoint, wanted));
        Map<String, ForwardFigures> forward =
                run.isEmpty()
                        ? Map.of()
                        : onModel(
                                checkpoint, model -> forward(checkpoint, run.get(), model, wanted));
        if (json != null) {
            new JsonTarget(json)
                    .write(
                            out(),
                            generator ->
                                    ReportJson.write(
                                            generator, checkpoint, report, forward, histograms));
        }
        if (csv != null) {
            Csv.write(csv, ReportCsv.of(report, forward), out());
        }
        if (!results().takeStandardOutput()) {
            new ReportText(out()).print(report, forward);
            noteIfQuantizedBefore(checkpoint);
        }
        failIfRefused(
                checkpoint, report.refused().stream().map(TensorOutcome.Refused::message).toList());
        return 0;
    }

    private CheckpointReport measured(Checkpoint checkpoint, Predicate<TensorInfo> wanted) {
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("w")) {
            return new CheckpointAnalyzer(kernels(), pool)
                    .analyze(
                            checkpoint,
                            recipe,
                            bins.value(),
                            wanted,
                            cancellation(),
                            progress,
                            (measured, layer) -> {});
        }
    }

    /** Errors of outputs, by the names of matrices whose inputs are known. */
    private Map<String, ForwardFigures> forward(
            Checkpoint checkpoint, TextFile file, Model model, Predicate<TensorInfo> wanted)
            throws IOException, UnsupportedModelException {
        Decoder decoder = model.decoder(Optional.empty(), 0);
        Tokenizer tokenizer = Tokenizer.of(checkpoint);
        List<Convention.Window> windows = scoring.windows(file, tokenizer, decoder.vocabulary());
        ActivationKey key = model.key(decoder.config(), file, scoring, windows);
        ActivationCache cache = activations.cache(parts());
        Optional<Activations> kept = model.kept(cache, key);
        try (Activations known =
                kept.isPresent() ? kept.get() : gathered(model, cache, key, decoder, windows)) {
            ForwardError error =
                    new ForwardError(
                            model.values(Optional.empty()),
                            model.values(Optional.of(recipe)),
                            model.multiplier(),
                            cancellation());
            Map<String, ForwardFigures> figures = new HashMap<>();
            List<TensorInfo> measured =
                    checkpoint.tensors().stream()
                            .filter(wanted)
                            .filter(tensor -> known.of(tensor).isPresent())
                            .filter(recipe::quantizes)
                            .toList();
            try (ProgressLine progress = progress("matrices")) {
                for (TensorInfo tensor : measured) {
                    progress.update(figures.size(), measured.size(), tensor.name());
                    InputActivations inputs = known.of(tensor).orElseThrow();
                    figures.put(
                            tensor.name(),
                            new ForwardFigures(error.of(tensor, inputs), inputs.shape()));
                }
            }
            return figures;
        }
    }

    private Activations gathered(
            Model model,
            ActivationCache cache,
            ActivationKey key,
            Decoder decoder,
            List<Convention.Window> windows)
            throws IOException, UnsupportedModelException {
        List<List<int[]>> batches = decoder.batches(windows).stream().map(Decoder::tokens).toList();
        try (ProgressLine progress = progress("layers")) {
            return model.gathered(
                    cache,
                    key,
                    decoder.config(),
                    observer -> decoder.run(batches, observer, progress));
        }
    }
}
