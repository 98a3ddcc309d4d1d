package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.report.HtmlReport;
import org.quantoscope.report.ModelReport;
import org.quantoscope.report.ModelReporter;
import org.quantoscope.work.WholeFile;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** {@code report}: a page about a model under a recipe, for people. */
@Command(
        name = "report",
        sortOptions = false,
        customSynopsis = "quantoscope report PATH [SPEC] -o FILE.html [--bins N] [--threads N]",
        description =
                "Write one HTML page about a checkpoint under a recipe: totals, every tensor beside"
                        + " round-to-nearest at about the same stored bits, charts, the recipe. It"
                        + " needs nothing from outside.",
        footer = {
            "",
            "Examples:",
            "  quantoscope report samples/stories260k -o stories260k.html",
            "  quantoscope report model/ --recipe mixed.json -o mixed.html"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class ReportCommand extends CheckpointCommand {
    private SpecOptions specOptions;
    private Recipe recipe;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE.html",
            description = "the page to write; a file of that name is replaced")
    private Path output;

    @Mixin private BinsOption bins;

    private ReportCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        ReportCommand command = new ReportCommand(parts, interruption);
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
        return new Results().and("-o", output.toString());
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        ModelReport report = MappedFileGuard.read(checkpoint, () -> measured(checkpoint));
        String page = HtmlReport.of(report, parts().charts());
        if (results().takeStandardOutput()) {
            out().print(page);
            out().flush();
        } else {
            WholeFile.write(output, page);
            out().println("Wrote " + output);
        }
        failIfRefused(
                checkpoint,
                report.report().refused().stream().map(TensorOutcome.Refused::message).toList());
        return 0;
    }

    private ModelReport measured(Checkpoint checkpoint) {
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("w")) {
            return new ModelReporter(kernels(), pool, VersionText.version())
                    .report(checkpoint, recipe, bins.value(), cancellation(), progress);
        }
    }
}
