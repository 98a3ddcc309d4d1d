package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportJob;
import org.quantoscope.export.ExportOptions;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.ExportPlanner;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code bench export-gguf}: a whole export, beside a copy of as many bytes and llama-quantize. */
@Command(
        name = "export-gguf",
        description = {
            "Export a checkpoint as GGUF in one type: written, forced to the disk, read back, moved"
                    + " into place. In turns with it a plain copy of as many bytes, and"
                    + " llama-quantize --pure, which does neither force nor read back."
        },
        footer = {
            "",
            "Examples:",
            "  quantoscope bench synthesize -o big --weights 1e9",
            "  quantoscope bench export-gguf big -o scratch --repeat 5",
            "  quantoscope bench export-gguf big -o scratch --llama-quantize llama-quantize"
                    + " --llama-source big-bf16.gguf"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class BenchExportGguf extends BenchRun {
    private static final int BLOCK_BYTES = 1 << 20;

    @Parameters(paramLabel = "PATH", description = "safetensors folder or GGUF file")
    private Path path;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "existing folder to write into; what is written is deleted again")
    private Path folder;

    @Option(names = "--type", paramLabel = "TYPE", description = "as of quantize --format gguf")
    private String type = "q4_0";

    @Option(
            names = "--llama-quantize",
            paramLabel = "FILE",
            description = "llama.cpp's program, to be timed in turns")
    private @Nullable Path llamaQuantize;

    @Option(
            names = "--llama-source",
            paramLabel = "FILE",
            description = "the same weights as GGUF, for it")
    private @Nullable Path llamaSource;

    @Override
    String title() {
        return "Export " + path + " as GGUF " + type;
    }

    @Override
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat)
            throws IOException {
        Recipe recipe;
        try {
            recipe = PureType.recipe(type);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        if ((llamaQuantize == null) != (llamaSource == null)) {
            throw usage("--llama-quantize and --llama-source belong together");
        }
        Path target = folder.resolve("bench-export.gguf");
        CheckpointOpener opener =
                new CheckpointOpener(List.of(new GgufFormat(), new SafetensorsFormat()));
        try (Checkpoint source = opener.open(path)) {
            ExportPlan plan =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(
                                    recipe,
                                    ExportFormat.GGUF,
                                    DType.F32,
                                    target,
                                    VersionText.version()));
            ExportJob job = new ExportJob(kernels, pool);
            long weights = plan.weightCount();
            for (int i = 0; i < repeat; i++) {
                figures.turn("copy as many bytes", weights, () -> copy(plan.bytesAfter(), target));
                Files.delete(target);
                figures.turn(
                        "export",
                        weights,
                        () -> job.run(source, plan, Cancellation.none(), Progress.SILENT));
                Files.delete(target);
                if (llamaQuantize != null) {
                    figures.turn("llama-quantize --pure", weights, () -> runLlama(target));
                    Files.delete(target);
                }
            }
        }
    }

    /** Copies the beginning of the weights, files one after another. */
    private void copy(long byteCount, Path target) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        long left = byteCount;
        try (Checkpoint source =
                        new CheckpointOpener(List.of(new GgufFormat(), new SafetensorsFormat()))
                                .open(path);
                OutputStream out = Files.newOutputStream(target)) {
            for (String file : source.weightFiles()) {
                try (InputStream in = Files.newInputStream(source.folder().resolve(file))) {
                    for (int some = in.read(block); some >= 0 && left > 0; some = in.read(block)) {
                        out.write(block, 0, (int) Math.min(some, left));
                        left -= some;
                    }
                }
            }
        }
    }

    private void runLlama(Path target) throws IOException {
        Process process =
                new ProcessBuilder(
                                String.valueOf(llamaQuantize),
                                "--pure",
                                String.valueOf(llamaSource),
                                target.toString(),
                                type,
                                String.valueOf(threads()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new CommandFailedException(llamaQuantize + " failed on " + llamaSource);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }
}
