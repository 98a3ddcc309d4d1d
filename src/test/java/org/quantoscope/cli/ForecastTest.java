package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportJob;
import org.quantoscope.export.ExportOptions;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.ExportPlanner;
import org.quantoscope.export.ExportReceipt;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorRole;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Path;

/** Sizes that reports, plans and receipts give of the same export are one size. */
class ForecastTest {
    private static final Kernels KERNELS = KernelProvider.choose().kernels();

    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({
        "samples/stories260k, PACKAGE, PACKAGE",
        "samples/stories260k, Q4_0, GGUF",
        "samples/stories260k, GPTQ, GPTQ",
        "src/test/resources/models/llama-untied-gqa, PACKAGE, PACKAGE",
        "src/test/resources/models/llama-untied-gqa, AWQ, AWQ",
        "src/test/resources/gguf/stories260k-Q8_0.gguf, PACKAGE, PACKAGE",
        "src/test/resources/gguf/stories260k-Q4_1.gguf, PACKAGE, PACKAGE",
        "src/test/resources/gguf/stories260k-Q4_1.gguf, Q4_0, GGUF",
        "src/test/resources/gguf/stories260k-F16.gguf, Q8_0, GGUF",
        "src/test/resources/quantized/awq-w4g32, PACKAGE, PACKAGE",
        "src/test/resources/quantized/awq-w4g32, PACK_QUANTIZED, COMPRESSED_TENSORS",
    })
    void areTheSameInReportPlanAndReceipt(Path folder, BlockLayout layout, ExportFormat format)
            throws IOException {
        QuantizationSpec rtn = Preset.RTN.at(new BitWidth(4)).withGroupSize(new GroupSize(32));
        Recipe recipe = Recipe.of("t", rtn.withLayout(layout));
        try (Checkpoint source = Formats.opener().open(folder);
                WorkerPool pool = new WorkerPool(2)) {
            ExportOptions options =
                    new ExportOptions(recipe, format, DType.F32, temp.resolve("out"), "0.1-test");
            ExportPlan plan = ExportPlanner.plan(source, options);
            assertThat(plan.refusals()).isEmpty();
            CheckpointReport report =
                    new CheckpointAnalyzer(KERNELS, pool)
                            .analyze(
                                    source,
                                    recipe,
                                    64,
                                    tensor -> true,
                                    Cancellation.none(),
                                    Progress.SILENT,
                                    (measured, layer) -> {});
            assertThat(report.totals().bytesAfter()).as("report").isEqualTo(plan.bytesAfter());
            ExportReceipt receipt =
                    new ExportJob(KERNELS, pool)
                            .run(source, plan, Cancellation.none(), Progress.SILENT);
            assertThat(receipt.bytesAfter()).as("receipt").isEqualTo(plan.bytesAfter());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "src/test/resources/gguf/stories260k-Q8_0.gguf, PACKAGE, dequantized to F32",
        "src/test/resources/gguf/stories260k-Q8_0.gguf, DEQUANTIZED, dequantized to F32",
        "src/test/resources/gguf/stories260k-Q8_0.gguf, GGUF, copied",
        "src/test/resources/gguf/stories260k-F16.gguf, PACKAGE, copied",
        "src/test/resources/gguf/stories260k-F16.gguf, DEQUANTIZED, converted to F32",
    })
    void whatBecomesWiderIsNotSaidToBeCopied(Path source, ExportFormat format, String action)
            throws IOException {
        try (Checkpoint checkpoint = Formats.opener().open(source)) {
            Recipe recipe = Recipe.of("t", Preset.RTN.at(new BitWidth(4)));
            ExportOptions options =
                    new ExportOptions(recipe, format, DType.F32, temp.resolve("out"), "0.1-test");
            assertThat(ExportPlanner.plan(checkpoint, options).tensors())
                    .filteredOn(planned -> planned.tensor().role() == TensorRole.EMBEDDING)
                    .singleElement()
                    .satisfies(planned -> assertThat(planned.action()).isEqualTo(action));
        }
    }
}
