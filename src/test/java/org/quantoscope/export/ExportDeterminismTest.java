package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Same source, same recipe, same bytes. */
class ExportDeterminismTest {
    @TempDir Path temp;

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"PACKAGE", "DEQUANTIZED"})
    void anyNumberOfThreadsAndAnyKernelsGiveTheSameBytes(ExportFormat format) throws IOException {
        // Long enough for several slices, with rows that end within a word.
        Path folder =
                Models.folder(
                        temp.resolve("source"),
                        Models.random("block.a", DType.F32, 1, 900, 777),
                        Models.random("block.b", DType.BF16, 2, 300, 2000));
        Recipe recipe = Models.everyBlock(Preset.ADPQ.at(new BitWidth(3)));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Path scalar = temp.resolve("scalar");
            ExportPlan plan =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(recipe, format, DType.BF16, scalar, "0.1-test"));
            try (WorkerPool pool = new WorkerPool(1)) {
                new ExportJob(new ScalarKernels(), pool)
                        .run(source, plan, Cancellation.none(), Progress.SILENT);
            }
            Map<String, byte[]> expected = Models.contents(scalar);
            for (int threads = 1; threads <= 4; threads++) {
                Path target = temp.resolve("threads" + threads);
                Models.export(source, recipe, format, DType.BF16, target, threads);
                Map<String, byte[]> actual = Models.contents(target);
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                expected.forEach(
                        (file, bytes) -> assertThat(actual.get(file)).as(file).isEqualTo(bytes));
            }
        }
    }
}
