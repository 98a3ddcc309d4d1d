package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointComparer;
import org.quantoscope.analysis.CheckpointDifference;
import org.quantoscope.analysis.PairOutcome;
import org.quantoscope.analysis.PairedTensors;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.checkpoint.gguf.LlamaNames;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code compare}: how the weights of one checkpoint differ from another's. */
@Command(
        name = "compare",
        sortOptions = false,
        customSynopsis =
                "quantoscope compare A B [--bins N] [--json FILE|-] [--csv FILE|-] [--threads N]",
        description =
                "Measure the weights of B against those of A, the reference, tensor by tensor:"
                        + " checkpoints of any format, paired by name.",
        footer = {
            "",
            "Examples:",
            "  quantoscope compare model/ model-q4_0.gguf",
            "  quantoscope compare model/ model-gptq/ --json - | jq .totals"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class CompareCommand extends CheckpointCommand {
    @Parameters(
            index = "1",
            paramLabel = "B",
            description = "checkpoint that is measured against A")
    private Path other;

    @Mixin private BinsOption bins;

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

    private CompareCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        CommandLine line = new CommandLine(new CompareCommand(parts, interruption));
        CommandSpec spec = line.getCommandSpec();
        PositionalParamSpec path = spec.positionalParameters().getFirst();
        spec.remove(path);
        spec.addPositional(
                PositionalParamSpec.builder(path)
                        .paramLabel("A")
                        .description(
                                "checkpoint that is the reference: a file, a folder, or an index")
                        .build());
        return line;
    }

    @Override
    void check() {
        requireBins(bins);
    }

    @Override
    Results results() {
        return new Results().and("--json", json).and("--csv", csv);
    }

    @Override
    int run(Checkpoint a) throws IOException {
        try (Checkpoint b = parts().opener().open(other)) {
            results().check(b, null);
            sayNotes(b);
            PairedTensors paired = PairedTensors.of(a, b, LlamaNames::canonical);
            if (paired.pairs().isEmpty()) {
                throw new CommandFailedException(
                        a.source()
                                + " and "
                                + b.source()
                                + ": no tensor of one has the name of one of the other; quantoscope"
                                + " inspect lists the names");
            }
            CheckpointDifference difference =
                    MappedFileGuard.read(
                            a, () -> MappedFileGuard.read(b, () -> measured(a, b, paired)));
            write(a, b, difference);
            List<PairOutcome.Refused> refused = difference.refused();
            failIfRefused(a, messages(refused, true));
            failIfRefused(b, messages(refused, false));
            return 0;
        }
    }

    private CheckpointDifference measured(Checkpoint a, Checkpoint b, PairedTensors paired) {
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("w")) {
            return new CheckpointComparer(kernels(), pool)
                    .compare(a, b, paired, bins.value(), pair -> true, cancellation(), progress);
        }
    }

    private void write(Checkpoint a, Checkpoint b, CheckpointDifference difference)
            throws IOException {
        if (json != null) {
            new JsonTarget(json)
                    .write(out(), generator -> DifferenceJson.write(generator, a, b, difference));
        }
        if (csv != null) {
            Csv.write(csv, DifferenceCsv.of(difference), out());
        }
        if (!results().takeStandardOutput()) {
            new DifferenceText(out()).print(a, b, difference);
        }
    }

    private static List<String> messages(List<PairOutcome.Refused> refused, boolean ofA) {
        return refused.stream()
                .filter(tensor -> tensor.ofA() == ofA)
                .map(PairOutcome.Refused::message)
                .toList();
    }
}
