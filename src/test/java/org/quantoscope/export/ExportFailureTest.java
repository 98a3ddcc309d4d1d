package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.NonFiniteWeightsException;
import org.quantoscope.quant.ParameterOverflowException;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Whatever goes wrong on the way: one line says what, and nothing is left behind. */
class ExportFailureTest {
    private static final List<ExportFormat> FOLDERS =
            List.of(ExportFormat.PACKAGE, ExportFormat.DEQUANTIZED);

    private static final QuantizationSpec SPEC = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @TempDir Path temp;

    private Path source(Models.Source... tensors) throws IOException {
        return Models.folder(temp.resolve("source"), tensors);
    }

    private void assertNothingLeft() throws IOException {
        assertThat(Models.names(temp)).isEqualTo(List.of("source"));
    }

    private void export(Path folder, ExportFormat format, DType dtype) throws IOException {
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Models.export(
                    source, Models.everyBlock(SPEC), format, dtype, temp.resolve("deep/er/out"));
        }
    }

    @Test
    void cancellingAtAnyMomentLeavesNothing() throws IOException {
        Path folder =
                source(
                        Models.random("block.a", DType.F32, 1, 500, 640),
                        Models.random("block.b", DType.F32, 2, 500, 640),
                        Models.random("kept", DType.F32, 3, 640));
        for (ExportFormat format : FOLDERS) {
            for (int steps = 0; steps < 5; steps++) {
                int cancelAt = steps;
                Cancellation cancellation = new Cancellation();
                int[] seen = {0};
                Progress progress =
                        (done, total, what) -> {
                            assertThat(done).isBetween(0L, total);
                            if (seen[0]++ == cancelAt) {
                                cancellation.cancel();
                            }
                        };
                try (Checkpoint source = Models.OPENER.open(folder);
                        WorkerPool pool = new WorkerPool(2)) {
                    ExportPlan plan =
                            ExportPlanner.plan(
                                    source,
                                    new ExportOptions(
                                            Models.everyBlock(SPEC),
                                            format,
                                            DType.F32,
                                            temp.resolve("deep/er/out"),
                                            "0.1-test"));
                    assertThatThrownBy(() ->
                                    new ExportJob(Models.KERNELS, pool)
                                            .run(source, plan, cancellation, progress))
                            .isInstanceOf(CancellationException.class);
                }
                assertNothingLeft();
            }
        }
    }

    @Test
    void weightsThatAreNotNumbersAreNamed() throws IOException {
        Models.Source bad = Models.random("block.bad", DType.F32, 1, 30, 64);
        bad.values()[70] = Float.NaN;
        Path folder = source(Models.random("block.good", DType.F32, 2, 30, 64), bad);
        for (ExportFormat format : FOLDERS) {
            assertThatThrownBy(() -> export(folder, format, DType.F32))
                    .isInstanceOf(NonFiniteWeightsException.class)
                    .hasMessageContaining("block.bad")
                    .hasMessageContaining("row 1, column 6");
            assertNothingLeft();
        }
    }

    @Test
    void parametersBeyondTheirTypeAreNamed() throws IOException {
        Models.Source big = Models.random("block.big", DType.F32, 1, 30, 64);
        big.values()[0] = 1e9f;
        Path folder = source(big);
        assertThatThrownBy(() -> export(folder, ExportFormat.PACKAGE, DType.F32))
                .isInstanceOf(ParameterOverflowException.class)
                .hasMessageContaining("block.big");
        assertNothingLeft();
    }

    @Test
    void valuesBeyondTheChosenTypeAreNamed() throws IOException {
        Models.Source big = Models.random("kept.big", DType.F32, 1, 640);
        big.values()[3] = 70000f;
        Path folder = source(Models.random("block.a", DType.F32, 1, 30, 64), big);
        assertThatThrownBy(() -> export(folder, ExportFormat.DEQUANTIZED, DType.F16))
                .isInstanceOf(ValueOverflowException.class)
                .hasMessageContaining("kept.big")
                .hasMessageContaining("70000");
        assertNothingLeft();
    }

    @Test
    void aSourceThatShrinksIsNoticed() throws IOException {
        Path folder =
                source(
                        Models.random("block.a", DType.F32, 1, 500, 640),
                        Models.random("block.b", DType.F32, 2, 500, 640));
        Path file = folder.resolve("model.safetensors");
        for (ExportFormat format : FOLDERS) {
            long length = file.toFile().length();
            try (Checkpoint source = Models.OPENER.open(folder)) {
                try (RandomAccessFile shrinking = new RandomAccessFile(file.toFile(), "rw")) {
                    shrinking.setLength(length / 4);
                }
                assertThatThrownBy(() ->
                                Models.export(
                                        source,
                                        Models.everyBlock(SPEC),
                                        format,
                                        DType.F32,
                                        temp.resolve("out")))
                        .isInstanceOf(MalformedCheckpointException.class)
                        .extracting("reason")
                        .isEqualTo(MalformedCheckpointException.Reason.FILE_CHANGED);
            }
            assertNothingLeft();
            source(
                    Models.random("block.c", DType.F32, 1, 500, 640),
                    Models.random("block.b", DType.F32, 2, 500, 640));
        }
    }

    @Test
    void aFullDiskSaysSoAndLeavesNothing() throws IOException {
        Path small = Path.of(System.getProperty("quantoscope.smallDisk", "/nowhere"));
        org.junit.jupiter.api.Assumptions.assumeTrue(
                small.toFile().isDirectory(),
                "give a disk of 2 MB with -Dquantoscope.smallDisk=FOLDER");
        Path folder = source(Models.random("block.a", DType.F32, 1, 1000, 2000));
        try (Checkpoint source = Models.OPENER.open(folder);
                WorkerPool pool = new WorkerPool(2)) {
            ExportPlan honest =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(
                                    Models.everyBlock(SPEC),
                                    ExportFormat.DEQUANTIZED,
                                    DType.F32,
                                    small.resolve("out"),
                                    "0.1-test"));
            assertThat(honest.refusals()).singleElement().asString().contains("are free");
            // Someone else fills the disk after the plan: it believes in 0 bytes.
            ExportPlan hopeful =
                    new ExportPlan(
                            honest.options(),
                            honest.source(),
                            honest.tensors(),
                            honest.companionFiles(),
                            honest.bytesBefore(),
                            0,
                            honest.freeBytes(),
                            List.of(),
                            List.of(),
                            honest.files());
            assertThatThrownBy(() ->
                            new ExportJob(Models.KERNELS, pool)
                                    .run(source, hopeful, Cancellation.none(), Progress.SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the disk is full");
        }
        assertThat(Models.names(small)).isEmpty();
    }
}
