package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.Alike;
import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.analysis.BudgetMeasure;
import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.BudgetSearch;
import org.quantoscope.analysis.InfeasibleBudgetException;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Sensitivities;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WholeFile;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code budget}: the specification per tensor that loses least within a size. */
@Command(
        name = "budget",
        sortOptions = false,
        customSynopsis =
                "quantoscope budget PATH (--bits B | --bytes N) [--error nmse|weight-kl] [SPEC]%n"
                        + "                   [--alpha LIST] [--bits-choices LIST] [--group-size LIST]%n"
                        + "                   [--alike qkv,gateup] [--sensitivity FILE]%n"
                        + "                   [-o RECIPE.json] [--json FILE|-]",
        description =
                "Find which tensor should get which specification so that the model loses least within"
                        + " a size, and write that as a recipe. Every candidate is quantized and measured.",
        footer = {
            "",
            "Examples:",
            "  quantoscope budget samples/stories260k --bits 4.25 -o mixed.json",
            "  quantoscope analyze samples/stories260k --recipe mixed.json",
            "  quantoscope budget model/ --bytes 3.9e9 --alpha 0.02,0.05,0.08 \\",
            "      --alike qkv,gateup -o mixed.json --json plan.json"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class BudgetCommand extends CheckpointCommand {
    private SpecOptions specOptions;
    private Recipe base;
    private CandidateGrid grid;
    private BudgetQuestion question;

    @Option(
            names = "--bits",
            paramLabel = "B",
            description =
                    "at most so many stored bits per quantized weight: codes, parameters, places of"
                            + " salient weights and padding; kept tensors do not count")
    private @Nullable Double bits;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            description =
                    "at most so many bytes of tensors, for example 3.9e9; tensors that are not"
                            + " quantized count with what is stored of them, headers do not")
    private @Nullable Double bytes;

    @Option(
            names = "--error",
            paramLabel = "nmse|weight-kl",
            hideParamSyntax = true,
            description =
                    "what to keep small over the model: nmse, its squared error, or weight-kl, averaged"
                            + " over weights; nmse where not given")
    private String error = BudgetMeasure.NMSE.key();

    @Option(
            names = "--alpha",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "salient shares to choose from, from 0 to 0.2; 0, 0.02, 0.05 and 0.08 where not"
                            + " given, only 0 for a starting point without salient weights")
    private List<String> alphas = List.of();

    @Option(
            names = "--bits-choices",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "code widths to choose from; where not given 2,3,4,5,6,8, of a stock layout"
                            + " those it has, and every block type of GGUF for one of them")
    private List<String> widths = List.of();

    @Option(
            names = "--group-size",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "group sizes to choose from, of 16, 32, 64, 128, 256, row; that of the preset or"
                            + " recipe where none is given")
    private List<String> groupSizes = List.of();

    @Option(
            names = "--alike",
            paramLabel = "LIST",
            split = LIST_COMMA,
            hideParamSyntax = true,
            description =
                    "tensors that must get the same specification: qkv (query, key and value of an"
                            + " attention), gateup (gate and up of a feed-forward block)")
    private List<String> alike = List.of();

    @Option(
            names = "--sensitivity",
            paramLabel = "FILE",
            description =
                    "factors on the errors of tensors as JSON, name or pattern with * to number;"
                            + " the last pattern that matches counts; 1 where none does")
    private @Nullable Path sensitivity;

    @Mixin private BinsOption bins;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "RECIPE.json",
            description = "write the choice as a recipe, to standard output for -")
    private @Nullable String output;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description =
                    "write the choice and every candidate it was made from, to standard output for -")
    private @Nullable String json;

    private BudgetCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        BudgetCommand command = new BudgetCommand(parts, interruption);
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
        if ((bits == null) == (bytes == null)) {
            throw usage(
                    bits == null
                            ? "give a budget: --bits or --bytes"
                            : "give one budget: --bits or --bytes, not both");
        }
        base = specOptions.recipe();
        grid = CandidateGrid.of(specOptions, base, widths, groupSizes, alphas);
        try {
            EnumSet<Alike> same = EnumSet.noneOf(Alike.class);
            for (String text : alike) {
                same.add(Choice.parse(Alike.class, "--alike", text.strip()));
            }
            question =
                    new BudgetQuestion(
                            limit(),
                            Choice.parse(BudgetMeasure.class, "--error", error),
                            same,
                            Map.of());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw usage(message.startsWith("--") ? message : "--" + message);
        }
    }

    private BudgetLimit limit() {
        if (bits != null) {
            return new BudgetLimit.Bits(bits);
        }
        double most = bytes == null ? 0 : bytes;
        if (!(most >= 1 && most < 9e18)) {
            throw new IllegalArgumentException(
                    "bytes must be at least 1 and less than 9e18, was " + most);
        }
        return new BudgetLimit.Bytes((long) most);
    }

    @Override
    Results results() {
        return new Results().and("--output", output).and("--json", json);
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        List<TensorInfo> tensors = checkpoint.tensors().stream().filter(base::quantizes).toList();
        if (tensors.isEmpty()) {
            throw new CommandFailedException(
                    checkpoint.source() + ": nothing to choose, the recipe keeps every tensor");
        }
        BudgetQuestion weighted =
                sensitivity == null
                        ? question
                        : question.withSensitivity(factors(sensitivity, tensors));
        TradeOff measured = MappedFileGuard.read(checkpoint, () -> measured(checkpoint, tensors));
        BudgetPlan plan = plan(checkpoint, measured, weighted);
        if (output != null) {
            write(output, RecipeCodec.write(plan.recipe()));
        }
        if (json != null) {
            new JsonTarget(json).write(out(), generator -> BudgetJson.write(generator, plan));
        }
        if (!results().takeStandardOutput()) {
            BudgetText.print(plan, out());
            if (output == null) {
                out().println("note: no recipe was written; -o RECIPE.json does");
            }
            noteIfQuantizedBefore(checkpoint);
        }
        return 0;
    }

    private static Map<String, Double> factors(Path file, List<TensorInfo> tensors)
            throws IOException {
        try {
            return Sensitivities.read(RecipeFile.text(file), tensors);
        } catch (CharacterCodingException e) {
            throw new CommandFailedException(file + ": no UTF-8 text", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    file + ": " + PrintableText.escaped("" + e.getMessage()), e);
        }
    }

    private BudgetPlan plan(Checkpoint checkpoint, TradeOff measured, BudgetQuestion weighted) {
        String name = "Budget of " + limitText() + ", " + specOptions.method(base);
        try {
            return new BudgetSearch(measured, checkpoint.tensors(), base.withName(name))
                    .find(weighted);
        } catch (InfeasibleBudgetException | IllegalArgumentException e) {
            throw new CommandFailedException(checkpoint.source() + ": " + e.getMessage(), e);
        }
    }

    private String limitText() {
        return switch (question.limit()) {
            case BudgetLimit.Bits most ->
                    BigDecimal.valueOf(most.bitsPerWeight()).stripTrailingZeros().toPlainString()
                            + " bits";
            case BudgetLimit.Bytes most -> Figures.bytes(most.bytes());
        };
    }

    private void write(String where, String text) throws IOException {
        if (where.equals("-")) {
            out().write(text);
            out().flush();
        } else {
            WholeFile.write(Path.of(where), text);
        }
    }

    private TradeOff measured(Checkpoint checkpoint, List<TensorInfo> tensors) {
        List<QuantizationSpec> specs = grid.specs();
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("w")) {
            return new TradeOffSweep(kernels(), pool)
                    .sweep(
                            checkpoint,
                            tensors,
                            List.of(new TradeOffSweep.Family("candidates", false, specs)),
                            bins.value(),
                            cancellation(),
                            progress);
        }
    }
}
