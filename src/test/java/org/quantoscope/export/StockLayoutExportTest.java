package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Layouts of stock formats, and tensors that are rounded to a float type, in our own folders. */
class StockLayoutExportTest {
    private static final QuantizationSpec RTN = Preset.RTN.at(new BitWidth(4));

    @TempDir Path temp;

    @Test
    void aPackageRefusesEachLayoutThatIsNotItsOwnByName() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("source"),
                        Models.random("block.a", DType.F32, 1, 8, 64),
                        Models.random("block.b", DType.F32, 2, 8, 64));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            ExportPlan plan =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(
                                    Models.everyBlock(RTN.withLayout(BlockLayout.Q4_1)),
                                    ExportFormat.PACKAGE,
                                    DType.F32,
                                    temp.resolve("out"),
                                    "0.1-test"));
            assertThat(plan.refusals())
                    .containsExactly(
                            "block.a and 1 more: layout q4_1 does not go into a package; export"
                                    + " GGUF Q4_1 or dequantized values, or choose layout package");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockLayout.class,
            names = {"Q4_0", "Q5_1", "Q8_0", "PACK_QUANTIZED", "GPTQ", "AWQ"})
    void dequantizedFoldersTakeEveryLayout(BlockLayout layout) throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("source"), Models.random("block.a", DType.F32, 1, 8, 128));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Recipe recipe = Models.everyBlock(Preset.RTN.at(new BitWidth(4), layout));
            Models.export(source, recipe, ExportFormat.DEQUANTIZED, DType.F32, temp.resolve("out"));
            assertThat(values(temp.resolve("out"), "block.a"))
                    .isNotEqualTo(Models.values(source.view(Models.tensor(source, "block.a"))));
        }
    }

    @ParameterizedTest
    @EnumSource(ParameterType.class)
    void aStoredTypeIsThatOfThePackageAndIsRoundedToFirstElsewhere(ParameterType type)
            throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("source"),
                        Models.random("block.a", DType.F32, 1, 8, 64),
                        Models.random("stored", DType.F32, 2, 7, 33));
        Recipe recipe =
                new Recipe(
                        "test",
                        RTN,
                        List.of(
                                new Rule(LayerSelector.glob("block*"), RTN),
                                new Rule(
                                        LayerSelector.glob("stored"), new TensorSpec.Store(type))));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            float[] expected = Models.values(source.view(Models.tensor(source, "stored")));
            for (int i = 0; i < expected.length; i++) {
                expected[i] = rounded(expected[i], type);
            }
            Path packed = temp.resolve("package");
            Models.export(source, recipe, ExportFormat.PACKAGE, DType.F32, packed);
            try (Checkpoint again = Models.OPENER.open(packed)) {
                TensorInfo stored = Models.tensor(again, "stored");
                assertThat(stored.dtype()).isEqualTo(type.dtype());
                assertThat(Models.values(again.view(stored))).isEqualTo(expected);
            }
            Path plain = temp.resolve("plain");
            Models.export(source, recipe, ExportFormat.DEQUANTIZED, DType.F32, plain);
            assertThat(values(plain, "stored")).isEqualTo(expected);
        }
    }

    private static float[] values(Path folder, String tensor) throws IOException {
        try (Checkpoint checkpoint = Models.OPENER.open(folder)) {
            return Models.values(checkpoint.view(Models.tensor(checkpoint, tensor)));
        }
    }

    private static float rounded(float value, ParameterType type) {
        int bits = Float.floatToRawIntBits(value);
        return switch (type) {
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(value));
            case BF16 -> Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
            case F32 -> value;
        };
    }
}
