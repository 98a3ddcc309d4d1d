package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MappedFileGuard;
import org.quantoscope.export.ExportCheck;
import org.quantoscope.export.ExportChecker;
import org.quantoscope.export.ExportRefusedException;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code verify}: whether an export is still what was written, and what its source gives. */
@Command(
        name = "verify",
        sortOptions = false,
        customSynopsis = "quantoscope verify OUT [--source PATH] [--scratch DIR] [--threads N]",
        description =
                "Read an export again: files against their recorded SHA-256, every tensor to its last"
                        + " row; with its source, compute it again and compare every byte.",
        footer = {
            "",
            "Examples:",
            "  quantoscope verify small/",
            "  quantoscope verify model-q4_0.gguf --source model/"
        })
final class VerifyCommand extends CheckpointCommand {
    @Option(
            names = "--source",
            paramLabel = "PATH",
            description =
                    "checkpoint that the export was made from: everything is computed again under"
                            + " the embedded recipe")
    private @Nullable Path source;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description =
                    "with --source, folder with room for a second copy, which is removed at the end;"
                            + " beside OUT where not given")
    private @Nullable Path scratch;

    private VerifyCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        CommandLine line = new CommandLine(new VerifyCommand(parts, interruption));
        CommandSpec spec = line.getCommandSpec();
        PositionalParamSpec path = spec.positionalParameters().getFirst();
        spec.remove(path);
        spec.addPositional(
                PositionalParamSpec.builder(path)
                        .paramLabel("OUT")
                        .description("export: a folder or a GGUF file")
                        .build());
        return line;
    }

    @Override
    void check() {
        if (scratch != null && source == null) {
            throw usage("--scratch is for computing again; give --source too");
        }
    }

    @Override
    int run(Checkpoint out) throws IOException {
        List<ExportCheck> checks = new ArrayList<>();
        try (WorkerPool pool = newPool();
                ProgressLine progress = progress("B")) {
            ExportChecker checker = new ExportChecker(kernels(), pool);
            checks.add(
                    MappedFileGuard.read(out, () -> checker.reread(out, cancellation(), progress)));
            if (source != null) {
                try (Checkpoint original = parts().opener().open(source)) {
                    sayNotes(original);
                    checks.add(
                            MappedFileGuard.read(
                                    out,
                                    () ->
                                            checker.recompute(
                                                    out,
                                                    original,
                                                    scratchOf(out),
                                                    cancellation(),
                                                    progress)));
                } catch (ExportRefusedException e) {
                    throw new CommandFailedException(
                            out.source() + ": cannot be computed again: " + e.getMessage(), e);
                }
            }
        }
        List<String> faults = print(out, checks);
        if (!faults.isEmpty()) {
            throw new CommandFailedException(
                    out.source()
                            + ": "
                            + (faults.size() == 1 ? "" : faults.size() + " faults; the first: ")
                            + faults.getFirst());
        }
        return 0;
    }

    private Path scratchOf(Checkpoint out) {
        if (scratch != null) {
            return scratch;
        }
        Path beside = out.source().toAbsolutePath().normalize().getParent();
        return beside != null && Files.isWritable(beside)
                ? beside
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private List<String> print(Checkpoint out, List<ExportCheck> checks) {
        out().println(CheckpointJson.title(out));
        List<String> faults = new ArrayList<>();
        boolean computedAgain = checks.size() > 1;
        for (ExportCheck check : checks) {
            check.passed().forEach(line -> tell("checked      ", line));
        }
        // Bytes that were computed again need no digests to be proved by.
        checks.getLast().unchecked().forEach(line -> tell("not checked  ", line));
        checks.forEach(check -> faults.addAll(check.faults()));
        faults.forEach(line -> tell("FAULT        ", line));
        if (faults.isEmpty()) {
            out().println(
                            computedAgain
                                    ? "The export is what its recipe makes of the source, byte for byte."
                                    : "No fault was found.");
        }
        out().flush();
        return faults;
    }

    private void tell(String what, String line) {
        out().println(what + PrintableText.escaped(line));
    }
}
