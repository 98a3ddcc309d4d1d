package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportJob;
import org.quantoscope.export.ExportOptions;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.ExportPlanner;
import org.quantoscope.export.ExportReceipt;
import org.quantoscope.export.LoadCommand;
import org.quantoscope.export.WeightChecks;
import org.quantoscope.quant.Choice;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code quantize}: exports a checkpoint under a recipe. */
@Command(
        name = "quantize",
        sortOptions = false,
        customSynopsis =
                "quantoscope quantize PATH -o OUT%n"
                        + "                     --format package|dequantized|gguf|compressed-tensors|gptq|awq%n"
                        + "                     [--type T] [--dtype f32|bf16|f16] [--shard-size S] [--plan]%n"
                        + "                     [SPEC] [--threads N]",
        description =
                "Write a quantized model into a new folder or GGUF file: streamed, verified by"
                        + " re-reading, moved into place at once.",
        footer = {
            "",
            "Examples:",
            "  quantoscope quantize samples/stories260k -o stories-4bit --format package",
            "  quantoscope quantize model/ -o model-rtn --format dequantized --dtype bf16 \\",
            "      --preset rtn --bits 4",
            "  quantoscope quantize model/ -o out --format package --recipe recipe.json",
            "  quantoscope quantize model/ -o model-q4_0.gguf --format gguf --type q4_0",
            "  quantoscope quantize model/ -o model-w4 --format compressed-tensors \\",
            "      --bits 4 --group-size 128 --shard-size 5GB"
        })
@SuppressWarnings("NullAway.Init") // picocli and commandLine() set the fields before call()
final class QuantizeCommand extends CheckpointCommand {
    private static final List<String> DTYPES = List.of("f32", "bf16", "f16");

    private SpecOptions specOptions;
    private Recipe recipe;
    private ExportFormat exportFormat;
    private long shardBytes = Long.MAX_VALUE;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description =
                    "folder to be made; one that is there already must be empty; of gguf also a"
                            + " file, by a name that ends in .gguf")
    private Path target;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description =
                    "package: packed codes, parameters and places, read by Quantoscope and a short"
                            + " script; dequantized: plain values that every tool reads; gguf: blocks"
                            + " and plain values for llama.cpp; compressed-tensors: packed codes"
                            + " for transformers and vLLM, of layout pack-quantized; gptq and"
                            + " awq: those of GPTQ and AWQ, of the layouts of these names")
    private String format;

    @Option(
            names = "--dtype",
            paramLabel = "f32|bf16|f16",
            description =
                    "type of dequantized values, also in gguf; only f32, which it is where not"
                            + " given, holds them exactly")
    private @Nullable String dtype;

    @Option(
            names = "--type",
            paramLabel = "T",
            description =
                    "of gguf, instead of a recipe: every matrix, embedding and head in this type, as"
                            + " llama-quantize --pure does: q4_0, q4_1, q5_0, q5_1, q8_0, f16, bf16"
                            + " or f32")
    private @Nullable String type;

    @Option(
            names = "--plan",
            description =
                    "write nothing: say of every tensor what it becomes and why, and whether the"
                            + " export can be done")
    private boolean planOnly;

    @Option(
            names = "--shard-size",
            paramLabel = "S",
            description =
                    "most bytes of tensors in one weight file, for example 5GB or 500MB; the files"
                            + " of the source where not given, one of gguf")
    private @Nullable String shardSize;

    private QuantizeCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        QuantizeCommand command = new QuantizeCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions = SpecOptions.addTo(line.getCommandSpec(), Set.of());
        return line;
    }

    @Override
    void check() throws IOException {
        try {
            exportFormat = Choice.parse(ExportFormat.class, "--format", format);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        if (dtype != null && !DTYPES.contains(dtype)) {
            throw usage("--dtype must be one of " + String.join(", ", DTYPES) + ", was " + dtype);
        }
        if (dtype != null && !exportFormat.writesRestoredValues()) {
            throw usage(
                    "--dtype is the type of dequantized values; --params is that of parameters");
        }
        if (type != null && exportFormat != ExportFormat.GGUF) {
            throw usage("--type is for --format gguf");
        }
        exportFormat.layout().ifPresent(specOptions::imply);
        if (type != null && specOptions.isAnyGiven()) {
            throw usage("--type is a recipe of its own; give it or the options of one");
        }
        try {
            shardBytes = shardSize == null ? Long.MAX_VALUE : ByteSize.parse(shardSize);
            recipe = type == null ? specOptions.recipe() : PureType.recipe(type);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    boolean printsNotes() {
        return true;
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        ExportOptions options =
                new ExportOptions(
                        recipe,
                        exportFormat,
                        dtype == null ? DType.F32 : DType.valueOf(dtype.toUpperCase(Locale.ROOT)),
                        target,
                        shardBytes,
                        VersionText.version());
        ExportPlan plan = ExportPlanner.plan(checkpoint, options);
        if (planOnly) {
            plan = checked(checkpoint, plan);
            PlanText.print(plan, out());
            return plan.isRefused() ? CommandLine.ExitCode.SOFTWARE : 0;
        }
        ExportReceipt receipt;
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("B")) {
            receipt =
                    new ExportJob(kernels(), pool).run(checkpoint, plan, cancellation(), progress);
        }
        print(plan, receipt, out());
        noteIfQuantizedBefore(checkpoint);
        return 0;
    }

    /** A plan that stands after a look at the headers is held against the weights. */
    private ExportPlan checked(Checkpoint checkpoint, ExportPlan plan) {
        if (plan.isRefused()) {
            return plan;
        }
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("B")) {
            return new WeightChecks(kernels(), pool)
                    .check(checkpoint, plan, cancellation(), progress);
        }
    }

    static void print(ExportPlan plan, ExportReceipt receipt, PrintWriter out) {
        out.println("wrote and verified " + safe(receipt.target().toString()));
        Table files = new Table("file", ">size", "SHA-256");
        receipt.files()
                .forEach(
                        file -> files.row(file.name(), Figures.bytes(file.bytes()), file.sha256()));
        files.print(out);
        out.println();
        out.printf(
                "quantized  %s of %s tensors, %s weights in all%n",
                Figures.count(receipt.quantized()),
                Figures.count(receipt.tensors()),
                Figures.count(receipt.weights()));
        out.printf(
                "size       %s -> %s, %s bits per weight%n",
                Figures.bytes(receipt.bytesBefore()),
                Figures.bytes(receipt.bytesAfter()),
                Figures.fixed(8.0 * receipt.bytesAfter() / Math.max(1, receipt.weights()), 2));
        out.printf(
                "time       %s, %s/s%n",
                Figures.duration(receipt.seconds()),
                Figures.siPrefixed(receipt.weights() / Math.max(1e-9, receipt.seconds()), "w"));
        out.printf("load       %s%n", safe(LoadCommand.of(plan, receipt)));
        plan.warnings().forEach(warning -> out.println("note: " + safe(warning)));
        out.flush();
    }

    private static String safe(String text) {
        return PrintableText.escaped(text);
    }
}
