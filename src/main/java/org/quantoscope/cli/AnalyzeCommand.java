package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code analyze}: what a recipe does to every tensor of a checkpoint. */
@Command(
        name = "analyze",
        sortOptions = false,
        customSynopsis =
                "quantoscope analyze PATH [SPEC] [--tensors REGEX] [--histograms] [--bins N]%n"
                        + "                    [--json FILE|-] [--csv FILE|-] [--threads N]",
        description = "Measure what a recipe does to a checkpoint, tensor by tensor.",
        footer = {
            "",
            "Examples:",
            "  quantoscope analyze samples/stories260k",
            "  quantoscope analyze samples/stories260k --preset rtn --bits 4 --group-size 32",
            "  quantoscope analyze model/ --tensors q_proj --histograms --json report.json"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class AnalyzeCommand extends CheckpointCommand {
    private SpecOptions specOptions;
    private Recipe recipe;

    @Option(
            names = "--tensors",
            paramLabel = "REGEX",
            description = "only tensors in whose name this regular expression is found")
    private @Nullable Pattern tensors;

    @Mixin private BinsOption bins;

    @Option(names = "--histograms", description = "put histograms into the JSON")
    private boolean histograms;

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
        if (json != null) {
            new JsonTarget(json)
                    .write(
                            out(),
                            generator ->
                                    ReportJson.write(generator, checkpoint, report, histograms));
        }
        if (csv != null) {
            Csv.write(csv, ReportCsv.of(report), out());
        }
        if (!results().takeStandardOutput()) {
            new ReportText(out()).print(report);
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
}
