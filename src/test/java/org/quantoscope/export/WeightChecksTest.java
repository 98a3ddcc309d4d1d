package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a plan says of weights, before anything is written. */
class WeightChecksTest {
    private static final String UP = "model.layers.0.mlp.up_proj.weight";

    @TempDir Path temp;

    private static QuantizationSpec rtn(BlockLayout layout) {
        return Preset.RTN.at(new BitWidth(4)).withGroupSize(new GroupSize(32)).withLayout(layout);
    }

    /** A matrix of 32 × 64 whose first weights of row 3 are these. */
    private Path folder(float... row3) throws IOException {
        Models.Source up = Models.random(UP, DType.F32, 1, 32, 64);
        System.arraycopy(row3, 0, up.values(), 3 * 64, row3.length);
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        up,
                        Models.random("model.layers.0.mlp.down_proj.weight", DType.F32, 2, 32, 64));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        return folder;
    }

    private ExportPlan checked(Path folder, Recipe recipe, ExportFormat format, DType type)
            throws IOException {
        try (Checkpoint source = StockFolders.OPENER.open(folder);
                WorkerPool pool = new WorkerPool(2)) {
            ExportOptions options =
                    new ExportOptions(recipe, format, type, temp.resolve("out"), "0.1-test");
            ExportPlan plan = ExportPlanner.plan(source, options);
            assertThat(plan.refusals()).isEmpty();
            return new WeightChecks(Models.KERNELS, pool)
                    .check(source, plan, Cancellation.none(), Progress.SILENT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PACKAGE | PACKAGE | choose bf16 or f32 parameters",
                "COMPRESSED_TENSORS | PACK_QUANTIZED | choose bf16 or f32 parameters",
                "GPTQ | GPTQ | keep this tensor at source precision",
                "AWQ | AWQ | keep this tensor at source precision",
            })
    void aScaleBeyondF16StandsAgainstTheExport(
            ExportFormat format, BlockLayout layout, String advice) throws IOException {
        ExportPlan plan = checked(folder(1e7f), Recipe.of("t", rtn(layout)), format, DType.F32);
        assertThat(plan.refusals())
                .containsExactly(
                        UP
                                + ": a non-salient parameter of row 3, group 0 overflows f16; "
                                + advice);
        assertThat(plan.tensors())
                .filteredOn(planned -> planned.fit().answer() == Fit.Answer.NO)
                .extracting(planned -> planned.tensor().name())
                .containsExactly(UP);
    }

    @Test
    void aWeightBeyondF16WhoseScaleFitsIsNoReason() throws IOException {
        Recipe recipe = Recipe.of("t", rtn(BlockLayout.PACK_QUANTIZED));
        assertThat(
                        checked(folder(70_000f), recipe, ExportFormat.COMPRESSED_TENSORS, DType.F32)
                                .refusals())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PACKAGE", "DEQUANTIZED"})
    void nanIsNamedWithItsPlace(ExportFormat format) throws IOException {
        Recipe recipe = Recipe.of("t", rtn(BlockLayout.PACKAGE));
        assertThat(checked(folder(0, Float.NaN), recipe, format, DType.F32).refusals())
                .containsExactly(
                        UP
                                + ": 1 weight is NaN or infinite, first at row 3, column 1; keep"
                                + " this tensor at source precision");
    }

    @Test
    void aValueBeyondTheTypeThatIsStoredIsNamed() throws IOException {
        Recipe keep =
                new Recipe(
                        "t",
                        rtn(BlockLayout.PACKAGE),
                        List.of(new Rule(LayerSelector.glob("*up*"), TensorSpec.KEEP)));
        assertThat(checked(folder(7e4f), keep, ExportFormat.DEQUANTIZED, DType.F16).refusals())
                .containsExactly(UP + ": the value 70000.0 overflows F16; choose bf16 or f32");
        Recipe store =
                new Recipe(
                        "t",
                        rtn(BlockLayout.PACKAGE),
                        List.of(
                                new Rule(
                                        LayerSelector.glob("*up*"),
                                        new TensorSpec.Store(ParameterType.F16))));
        assertThat(checked(folder(7e4f), store, ExportFormat.PACKAGE, DType.F32).refusals())
                .hasSize(1);
        assertThat(checked(folder(7e4f), keep, ExportFormat.DEQUANTIZED, DType.BF16).refusals())
                .isEmpty();
    }

    /** 2^−25 is a tie and becomes 0, what is above it the least number of F16. */
    private static final float[] SMALL = {
        0x1p-25f, -0x1p-25f, 1e-9f, 0f, -0f, 0x1.8p-25f, 0x1.001p-20f, 0x1p-20f, 0x1p-14f
    };

    @Test
    void valuesThatF16RoundsToZeroAreCounted() throws IOException {
        Recipe f16 =
                new Recipe(
                        "t",
                        rtn(BlockLayout.PACKAGE),
                        List.of(
                                new Rule(
                                        LayerSelector.glob("*up*"),
                                        new TensorSpec.Store(ParameterType.F16))));
        for (ExportFormat format : List.of(ExportFormat.PACKAGE, ExportFormat.DEQUANTIZED)) {
            ExportPlan plan = checked(folder(SMALL), f16, format, DType.F16);
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.warnings())
                    .anySatisfy(warning ->
                            assertThat(warning)
                                    .startsWith(
                                            "3 values other than 0 become 0 in F16, in "
                                                    + UP
                                                    + " (3 of 2,048); ")
                                    .contains("lose digits, for they are subnormal in F16; bf16"));
            assertThat(plan.tensors())
                    .filteredOn(planned -> planned.tensor().name().equals(UP))
                    .singleElement()
                    .extracting(PlannedTensor::reason)
                    .asString()
                    .endsWith("; 3 values other than 0 become 0");
        }
    }

    @Test
    void onlySubnormalsThatLoseDigitsAreCounted() {
        SmallValues f16 = new SmallValues(DType.F16);
        f16.count(SMALL, SMALL.length);
        assertThat(f16.vanishing()).isEqualTo(3);
        assertThat(f16.coarse()).as("1.5 · 2^−25 and 1.0002 · 2^−20").isEqualTo(2);
    }

    @Test
    void bf16ReachesAsFarDownAsNormalFloats() {
        SmallValues bf16 = new SmallValues(DType.BF16);
        float[] values = {0x1p-134f, 0x1.8p-134f, 0x1p-126f, 0x1.01p-126f, 1e-20f, 0x1p-130f};
        bf16.count(values, values.length);
        assertThat(bf16.vanishing()).as("2^−134, a tie").isEqualTo(1);
        assertThat(bf16.coarse()).as("1.5 · 2^−134").isEqualTo(1);
        SmallValues f32 = new SmallValues(DType.F32);
        f32.count(values, values.length);
        assertThat(f32.vanishing() + f32.coarse()).isZero();
    }

    @Test
    void restoredValuesThatF16RoundsToZeroAreCounted() throws IOException {
        float[] tiny = new float[32];
        for (int i = 0; i < 32; i++) {
            tiny[i] = (i - 16) * 1e-9f;
        }
        QuantizationSpec f32 = rtn(BlockLayout.PACKAGE).withParameters(ParameterType.F32);
        ExportPlan plan =
                checked(folder(tiny), Recipe.of("t", f32), ExportFormat.DEQUANTIZED, DType.F16);
        assertThat(plan.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).contains(" become 0 in F16, in " + UP + " ("));
        assertThat(
                        checked(
                                        folder(tiny),
                                        Recipe.of("t", f32),
                                        ExportFormat.DEQUANTIZED,
                                        DType.BF16)
                                .warnings())
                .noneMatch(warning -> warning.contains("become 0"));
    }

    @Test
    void nanThatIsOnlyWrittenInAnotherTypeIsTold() throws IOException {
        Recipe keep =
                new Recipe(
                        "t",
                        rtn(BlockLayout.PACKAGE),
                        List.of(new Rule(LayerSelector.glob("*up*"), TensorSpec.KEEP)));
        ExportPlan plan = checked(folder(0, Float.NaN), keep, ExportFormat.DEQUANTIZED, DType.F16);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .contains(UP + ": has NaN or infinite values, which are written as they are");
    }

    @ParameterizedTest
    @EnumSource(names = {"PACKAGE", "PACK_QUANTIZED", "GPTQ", "AWQ"})
    void scalesThatRoundToZeroAreCounted(BlockLayout layout) throws IOException {
        float[] tiny = new float[64];
        for (int i = 0; i < 32; i++) {
            tiny[i] = (i - 16) * 1e-9f;
        }
        tiny[40] = 1;
        ExportFormat format =
                layout == BlockLayout.PACKAGE
                        ? ExportFormat.PACKAGE
                        : ExportFormat.valueOf(
                                layout == BlockLayout.PACK_QUANTIZED
                                        ? "COMPRESSED_TENSORS"
                                        : layout.name());
        ExportPlan plan = checked(folder(tiny), Recipe.of("t", rtn(layout)), format, DType.F32);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).startsWith(UP + ": ").contains("f16 rounds"));
    }

    @Test
    void ordinaryWeightsGiveNoNotes() throws IOException {
        Recipe recipe = Recipe.of("t", Preset.ADPQ_COMPACT.at(new BitWidth(3)));
        ExportPlan plan = checked(folder(0), recipe, ExportFormat.PACKAGE, DType.F32);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
    }
}
