package org.quantoscope.cli;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.report.Figures;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench synthesize}: a large checkpoint to try an export on. */
@Command(
        name = "synthesize",
        description = "Write a bf16 folder shaped like Llama-7B with made-up weights.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench synthesize -o big",
            "  quantoscope bench synthesize -o small --weights 1e9"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class BenchSynthesize extends BenchRun {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "folder to make; must not exist")
    private Path folder;

    @Option(
            names = "--weights",
            paramLabel = "N",
            description = "weights in all; whole layers beside the embeddings, one at least")
    private String weights = "6.7e9";

    @Override
    String title() {
        return "Write " + folder;
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat)
            throws IOException {
        SyntheticModel model = new SyntheticModel(weights(weights));
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && Files.isDirectory(parent)) {
            long free = Files.getFileStore(parent).getUsableSpace();
            if (free < 2 * model.weights()) {
                throw new CommandFailedException(
                        folder
                                + ": needs "
                                + Figures.bytes(2 * model.weights())
                                + ", free are "
                                + Figures.bytes(free));
            }
        }
        figures.time("write", model.weights(), 1, i -> model.write(folder, true, pool));
    }
}
