package org.quantoscope.cli;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench open}: until the list of tensors stands. */
@Command(
        name = "open",
        description = "Open a sharded folder of sparse files, headers only, in a temporary folder.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench open",
            "  quantoscope bench open --weights 7e10 --json open.json"
        })
final class BenchOpen extends BenchRun {
    @Option(
            names = "--weights",
            paramLabel = "N",
            description = "weights in all; whole layers beside the embeddings, one at least")
    private String weights = "7e9";

    @Override
    String title() {
        return "Open a sharded folder of " + weights + " bf16 weights";
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat)
            throws IOException {
        SyntheticModel model = new SyntheticModel(weights(weights));
        Path parent = Files.createTempDirectory("quantoscope-bench");
        try {
            Path folder = parent.resolve("model");
            model.write(folder, false, pool);
            CheckpointOpener opener = new CheckpointOpener(List.of(new SafetensorsFormat()));
            figures.time(
                    "open and close",
                    0,
                    repeat,
                    i -> {
                        try (Checkpoint opened = opener.open(folder)) {
                            opened.verifyUnchanged();
                        }
                    });
        } finally {
            try (Stream<Path> files = Files.walk(parent)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
