package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine bench = BenchCommand.commandLine(Formats.opener());
        bench.setOut(new PrintWriter(out));
        bench.setErr(new PrintWriter(err));
        bench.getSubcommands()
                .values()
                .forEach(command -> {
                    command.setOut(new PrintWriter(out));
                    command.setErr(new PrintWriter(err));
                });
        return bench.execute(args);
    }

    @Test
    void previewMeasuresBothStages() {
        assertThat(run("preview", "--size", "64x96", "--repeat", "2")).isZero();
        assertThat(out.toString()).contains("stage A", "AdpQ compact", "RTN + best clip");
    }

    @Test
    void figuresGoToStandardOutputAsJson() {
        assertThat(run("engine", "--size", "64x96", "--repeat", "1", "--json", "-")).isZero();
        assertThat(out.toString()).startsWith("{\"title\"").contains("\"minMillis\":");
    }

    @Test
    void refusesSizesThatAreNone() {
        assertThat(run("preview", "--size", "64")).isEqualTo(2);
        assertThat(err.toString()).contains("ROWSxCOLUMNS");
    }

    @Test
    void synthesizedFoldersOpen(@TempDir Path folder) throws IOException {
        try (WorkerPool pool = new WorkerPool(1)) {
            SyntheticModel model = new SyntheticModel(5_000_000_000L);
            model.write(folder.resolve("m"), false, pool);
            try (Checkpoint opened =
                    new CheckpointOpener(List.of(new SafetensorsFormat()))
                            .open(folder.resolve("m"))) {
                assertThat(opened.weightFiles()).hasSize(3);
                assertThat(
                                opened.tensors().stream()
                                        .mapToLong(tensor -> tensor.elementCount())
                                        .sum())
                        .isEqualTo(model.weights());
            }
        }
    }
}
