package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.ShapedBits;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.ActivationKey;
import org.quantoscope.calibration.Activations;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.Scorer;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.work.Progress;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** {@code evaluate}: perplexity and logit KL of recipes, measured by running the model. */
@Command(
        name = "evaluate",
        sortOptions = false,
        customSynopsis =
                "quantoscope evaluate PATH --text FILE... [SPEC] [--compare RECIPE...]%n"
                        + "                     [--tokens N] [--window N] [--convention NAME]%n"
                        + "                     [--activations] [--cache DIR|--no-cache]%n"
                        + "                     [--json FILE|-] [--threads N]",
        description = "Score texts with the original and with recipes of it; nothing is exported.",
        footer = {
            "",
            "Examples:",
            "  quantoscope evaluate samples/stories260k --text samples/texts/stories-sample-short.txt",
            "  quantoscope evaluate model/ --text prose.txt code.txt --bits 3 --tokens 8192 --json -"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class EvaluateCommand extends RunCommand {
    private SpecOptions specOptions;
    private List<Recipe> recipes = List.of();
    private List<TextFile> files = List.of();

    @Option(
            names = "--text",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "texts to score, UTF-8")
    private List<Path> texts;

    @Option(
            names = "--compare",
            paramLabel = "RECIPE",
            arity = "1..*",
            description = "further recipes to score in the same run, as JSON files")
    private List<Path> compared = List.of();

    @Mixin private ScoringOptions scoring;

    @Option(
            names = "--activations",
            description =
                    "gather what goes into every matrix in the same pass and keep it; analyze --text"
                            + " reads it")
    private boolean gather;

    @Mixin private CacheOptions caches;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write every figure as JSON, to standard output for -")
    private @Nullable String json;

    private EvaluateCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        EvaluateCommand command = new EvaluateCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions = SpecOptions.addTo(line.getCommandSpec(), Set.of());
        return line;
    }

    @Override
    void check() throws IOException {
        scoring.fault()
                .ifPresent(fault -> {
                    throw usage(fault);
                });
        caches.fault()
                .ifPresent(fault -> {
                    throw usage(fault);
                });
        if (caches.isNone() && gather) {
            throw usage("--activations are kept in the cache; leave --no-cache out");
        }
        List<Recipe> all = new ArrayList<>();
        if (specOptions.isAnyGiven() || compared.isEmpty()) {
            all.add(specOptions.recipe());
        }
        for (Path file : compared) {
            all.add(SpecOptions.read(file));
        }
        recipes = all;
        List<TextFile> read = new ArrayList<>();
        for (Path file : texts) {
            read.add(TextFile.read(file));
        }
        files = read;
    }

    @Override
    Results results() {
        return new Results().and("--json", json);
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        EvaluationReport report = onModel(checkpoint, model -> evaluated(checkpoint, model));
        if (json != null) {
            new JsonTarget(json).write(out(), report::write);
        }
        if (!results().takeStandardOutput()) {
            report.print(out());
            noteIfQuantizedBefore(checkpoint);
        }
        return 0;
    }

    private EvaluationReport evaluated(Checkpoint checkpoint, Model model)
            throws IOException, UnsupportedModelException {
        Decoder original = model.decoder(Optional.empty(), 0);
        Tokenizer tokenizer = Tokenizer.of(checkpoint);
        List<Decoder> variants = new ArrayList<>();
        for (Recipe recipe : recipes) {
            variants.add(model.decoder(Optional.of(recipe), 0));
        }
        List<List<Convention.Window>> windows = new ArrayList<>();
        for (TextFile file : files) {
            windows.add(scoring.windows(file, tokenizer, original.vocabulary()));
            model.noteBeyondPositions(original, scoring.window());
        }
        List<Evaluation> evaluations = new ArrayList<>();
        Scorer scorer = new Scorer(original, variants, model.multiplier());
        for (int i = 0; i < files.size(); i++) {
            try (ProgressLine progress = progress("tok")) {
                String name = files.get(i).file().getFileName().toString();
                Progress named = (done, total, what) -> progress.update(done, total, name);
                evaluations.add(
                        gather
                                ? gathered(model, original, scorer, i, windows.get(i), named)
                                : scored(model, original, scorer, i, windows.get(i), named));
            }
        }
        // After the run, which says more about weights that are NaN than an analysis does.
        double[] bits = new double[recipes.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bitsStored(checkpoint, model, recipes.get(i));
        }
        return new EvaluationReport(
                checkpoint.name(),
                files.stream().map(TextFile::file).toList(),
                scoring.convention(),
                scoring.window(),
                recipes.stream().map(Recipe::name).toList(),
                bits,
                evaluations);
    }

    /** Scores a text, and gathers its activations unless they are known. */
    private Evaluation gathered(
            Model model,
            Decoder original,
            Scorer scorer,
            int text,
            List<Convention.Window> windows,
            Progress progress)
            throws IOException, UnsupportedModelException {
        ActivationKey key = model.key(original.config(), files.get(text), scoring, windows);
        ActivationCache cache = caches.activations(parts());
        Optional<Activations> kept = model.kept(cache, key);
        if (kept.isPresent()) {
            kept.get().close();
            return scored(model, original, scorer, text, windows, progress);
        }
        List<Evaluation> scored = new ArrayList<>();
        model.gathered(
                        cache,
                        key,
                        original.config(),
                        observer -> scored.add(scorer.evaluate(windows, observer, progress)))
                .close();
        note("activations kept in " + cache.file(key));
        return scored.getFirst();
    }

    private Evaluation scored(
            Model model,
            Decoder original,
            Scorer scorer,
            int text,
            List<Convention.Window> windows,
            Progress progress)
            throws IOException {
        return model.evaluate(
                scorer,
                original,
                files.get(text),
                scoring,
                windows,
                caches.states(parts()),
                progress);
    }

    /** What the recipe stores per quantized weight, places of salient weights counted. */
    private double bitsStored(Checkpoint checkpoint, Model model, Recipe recipe) {
        OptionalDouble shaped = ShapedBits.of(checkpoint.tensors(), recipe);
        if (shaped.isPresent()) {
            return shaped.getAsDouble();
        }
        try (ProgressLine progress = progress("w")) {
            CheckpointReport report =
                    new CheckpointAnalyzer(kernels(), model.pool())
                            .analyze(
                                    checkpoint,
                                    recipe,
                                    64,
                                    tensor -> true,
                                    cancellation(),
                                    progress,
                                    (measured, layer) -> {});
            failIfRefused(
                    checkpoint,
                    report.refused().stream().map(TensorOutcome.Refused::message).toList());
            return report.totals().bitsStored();
        }
    }
}
