package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
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
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code sweep}: error against stored bits over α, widths and group sizes. */
@Command(
        name = "sweep",
        sortOptions = false,
        customSynopsis =
                "quantoscope sweep PATH [SPEC] [--alpha LIST] [--bits LIST] [--group-size LIST]%n"
                        + "                  [--tensors REGEX] [--csv FILE|-] [--png FILE] [--json FILE|-]",
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
final class SweepCommand extends CheckpointCommand {
    private static final List<String> WIDTHS = List.of("3", "4", "5");
    private static final List<String> ALPHAS =
            List.of("0", "0.01", "0.02", "0.03", "0.05", "0.08", "0.12");

    private SpecOptions specOptions;
    private Recipe recipe;
    private SweepGrid grid;

    @Option(
            names = "--alpha",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description =
                    "salient shares, from 0 to 0.2, separated by commas; seven from 0 to 0.12 where not given")
    private List<String> alphas = List.of();

    @Option(
            names = "--bits",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description = "code widths, of 2, 3, 4, 5, 6, 8; 3,4,5 where not given")
    private List<String> bits = List.of();

    @Option(
            names = "--group-size",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description =
                    "group sizes, of 16, 32, 64, 128, 256, row; that of the preset or recipe where"
                            + " none is given")
    private List<String> groupSizes = List.of();

    @Option(
            names = "--tensors",
            paramLabel = "REGEX",
            description =
                    "only tensors in whose name this regular expression is found, of those that the"
                            + " recipe quantizes")
    private @Nullable Pattern tensors;

    @Mixin private BinsOption bins;

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
                                .toList());
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
        TradeOff tradeOff = MappedFileGuard.read(checkpoint, () -> measured(checkpoint, swept));
        if (csv != null) {
            Csv.write(csv, TradeOffCsv.of(tradeOff), out());
        }
        if (png != null) {
            WholeFile.write(png, file -> parts().pictures().tradeOff(tradeOff, file));
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
