package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Evaluation;
import org.quantoscope.inference.Scorer;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WholeFile;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code sweep}: error against stored bits over α, widths and group sizes. */
@Command(
        name = "sweep",
        sortOptions = false,
        customSynopsis =
                "quantoscope sweep PATH [SPEC] [--alpha LIST] [--bits LIST] [--group-size LIST]%n"
                        + "                  [--beside PRESET,...] [--tensors REGEX] [--csv FILE|-] [--png FILE] [--json FILE|-]%n"
                        + "                  [--metric perplexity|logit-kl --text FILE [--tokens N]%n"
                        + "                  [--window N] [--convention NAME] [--cache DIR|--no-cache]]",
        description =
                "Quantize the same tensors many ways and show what each way costs and loses,"
                        + " with plain rounding (RTN) as the control.",
        footer = {
            "",
            "Examples:",
            "  quantoscope sweep samples/stories260k --bits 3,4 --png trade-off.png",
            "  quantoscope sweep model/ --preset adpq --alpha 0,0.01,0.02,0.05,0.08 \\",
            "      --bits 3,4 --group-size 64,128 --tensors q_proj --csv sweep.csv"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class SweepCommand extends RunCommand {
    private static final List<String> WIDTHS = List.of("3", "4", "5");
    private static final List<String> ALPHAS =
            List.of("0", "0.01", "0.02", "0.03", "0.05", "0.08", "0.12");

    private SpecOptions specOptions;
    private Recipe recipe;
    private SweepGrid grid;
    private Optional<TextFile> scored = Optional.empty();

    @Option(
            names = "--alpha",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "salient shares, from 0 to 0.2, separated by commas; seven from 0 to 0.12 where not given")
    private List<String> alphas = List.of();

    @Option(
            names = "--bits",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description = "code widths, of 2, 3, 4, 5, 6, 8; 3,4,5 where not given")
    private List<String> bits = List.of();

    @Option(
            names = "--group-size",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "group sizes, of 16, 32, 64, 128, 256, row; that of the preset or recipe where"
                            + " none is given")
    private List<String> groupSizes = List.of();

    @Option(
            names = "--beside",
            paramLabel = "PRESET",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "further presets over the same widths and salient shares; every method is one"
                            + " line then")
    private List<String> beside = List.of();

    @Option(
            names = "--tensors",
            paramLabel = "REGEX",
            description =
                    "only tensors in whose name this regular expression is found, of those that the"
                            + " recipe quantizes")
    private @Nullable Pattern tensors;

    @Mixin private BinsOption bins;

    @Option(
            names = "--metric",
            paramLabel = "perplexity|logit-kl",
            description =
                    "run the model at every point and draw this over stored bits; needs --text")
    private @Nullable String metric;

    @Option(names = "--text", paramLabel = "FILE", description = "text that the model is run on")
    private @Nullable Path text;

    @Mixin private ScoringOptions scoring;

    @Mixin private CacheOptions caches;

    @Option(
            names = "--csv",
            paramLabel = "FILE|-",
            description = "write every point as a line, to standard output for -")
    private @Nullable String csv;

    @Option(names = "--png", paramLabel = "FILE", description = "draw the trade-off chart")
    private @Nullable Path png;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write every point as JSON, to standard output for -")
    private @Nullable String json;

    private SweepCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        SweepCommand command = new SweepCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions =
                SpecOptions.addTo(
                        line.getCommandSpec(),
                        Set.of(SpecField.ALPHA, SpecField.BITS, SpecField.GROUP_SIZE));
        return line;
    }

    @Override
    void check() throws IOException {
        requireBins(bins);
        if (png != null && png.toString().equals("-")) {
            throw usage("--png needs the name of a file");
        }
        checkMetric();
        recipe = specOptions.recipe();
        QuantizationSpec base = recipe.defaultSpec();
        grid =
                new SweepGrid(
                        specOptions.each(
                                recipe,
                                orPermitted(bits, SpecField.BITS, WIDTHS),
                                SpecField.BITS,
                                QuantizationSpec::bits),
                        groupSizes.isEmpty()
                                ? List.of(base.groupSize())
                                : specOptions.each(
                                        recipe,
                                        groupSizes,
                                        SpecField.GROUP_SIZE,
                                        QuantizationSpec::groupSize),
                        specOptions
                                .each(
                                        recipe,
                                        orPermitted(alphas, SpecField.ALPHA, ALPHAS),
                                        SpecField.ALPHA,
                                        QuantizationSpec::alpha)
                                .stream()
                                .sorted(Comparator.comparingDouble(share -> share.value()))
                                .toList(),
                        beside.stream().map(this::preset).toList());
    }

    private Preset preset(String key) {
        try {
            return Choice.parse(Preset.class, "--beside", key);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private void checkMetric() throws IOException {
        if (metric != null && axis() == TradeOffAxis.NMSE) {
            throw usage("--metric must be perplexity or logit-kl, was " + metric);
        }
        if ((metric == null) != (text == null)) {
            throw usage("--metric and --text belong together; give both");
        }
        caches.fault()
                .ifPresent(fault -> {
                    throw usage(fault);
                });
        if (metric == null && (scoring.isAnyGiven() || caches.isAnyGiven())) {
            throw usage("--tokens, --window, --convention and the cache are for --text; give one");
        }
        scoring.fault()
                .ifPresent(fault -> {
                    throw usage(fault);
                });
        if (text != null) {
            scored = Optional.of(TextFile.read(text));
        }
    }

    /** What is drawn over stored bits. */
    private TradeOffAxis axis() {
        return Stream.of(TradeOffAxis.PERPLEXITY, TradeOffAxis.LOGIT_KL)
                .filter(each -> each.key().equals(metric))
                .findFirst()
                .orElse(TradeOffAxis.NMSE);
    }

    private List<String> orPermitted(List<String> given, SpecField field, List<String> usual) {
        return given.isEmpty() ? SpecOptions.permitted(recipe, field, usual) : given;
    }

    @Override
    Results results() {
        return new Results()
                .and("--csv", csv)
                .and("--png", png == null ? null : png.toString())
                .and("--json", json);
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        List<TensorInfo> swept = swept(checkpoint);
        TradeOff errors = MappedFileGuard.read(checkpoint, () -> measured(checkpoint, swept));
        TradeOff tradeOff =
                scored.isEmpty()
                        ? errors
                        : onModel(
                                checkpoint, model -> run(errors, scored.get(), checkpoint, model));
        if (csv != null) {
            Csv.write(csv, TradeOffCsv.of(tradeOff), out());
        }
        if (png != null) {
            WholeFile.write(png, file -> parts().pictures().tradeOff(tradeOff, axis(), file));
        }
        if (json != null) {
            new JsonTarget(json).write(out(), generator -> TradeOffJson.write(generator, tradeOff));
        }
        if (!results().takeStandardOutput()) {
            TradeOffText.print(tradeOff, out());
        }
        failIfRefused(
                checkpoint, tradeOff.refused().stream().map(TradeOff.Refused::message).toList());
        return 0;
    }

    private List<TensorInfo> swept(Checkpoint checkpoint) {
        Predicate<TensorInfo> wanted = wanted(checkpoint, tensors);
        List<TensorInfo> swept =
                checkpoint.tensors().stream().filter(wanted).filter(recipe::quantizes).toList();
        if (swept.isEmpty()) {
            throw new CommandFailedException(
                    checkpoint.source()
                            + ": nothing to sweep, the recipe keeps every tensor that was asked for");
        }
        return swept;
    }

    /** Runs the model at every point. */
    private TradeOff run(TradeOff errors, TextFile text, Checkpoint checkpoint, Model model)
            throws IOException, UnsupportedModelException {
        Decoder original = model.decoder(Optional.empty(), 0);
        Tokenizer tokenizer = Tokenizer.of(checkpoint);
        List<Convention.Window> windows = scoring.windows(text, tokenizer, original.vocabulary());
        model.noteBeyondPositions(original, scoring.window());
        Set<TensorInfo> swept = Set.copyOf(errors.tensors());
        Map<QuantizationSpec, Decoder> variants = new LinkedHashMap<>();
        for (TradeOff.Line line : errors.lines()) {
            for (TradeOff.Point point : line.points()) {
                variants.put(
                        point.spec(),
                        model.decoder(
                                tensor -> swept.contains(tensor) ? point.spec() : TensorSpec.KEEP));
            }
        }
        Evaluation evaluation;
        try (ProgressLine progress = progress("tok")) {
            Scorer scorer =
                    new Scorer(original, List.copyOf(variants.values()), model.multiplier());
            evaluation =
                    model.evaluate(
                            scorer,
                            original,
                            text,
                            scoring,
                            windows,
                            caches.states(parts()),
                            progress);
        }
        List<QuantizationSpec> specs = List.copyOf(variants.keySet());
        return errors.mapped(point -> {
            Evaluation.Variant variant = evaluation.variants().get(specs.indexOf(point.spec()));
            return point.with(
                    new TradeOff.Prediction(
                            variant.scores().perplexity(),
                            variant.scores().perplexityError(),
                            variant.divergence().mean()));
        });
    }

    private TradeOff measured(Checkpoint checkpoint, List<TensorInfo> swept) {
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("w")) {
            return new TradeOffSweep(kernels(), pool)
                    .sweep(
                            checkpoint,
                            swept,
                            grid.families(
                                    specOptions.method(recipe),
                                    width -> specOptions.at(recipe, width)),
                            bins.value(),
                            cancellation(),
                            progress);
        }
    }
}
