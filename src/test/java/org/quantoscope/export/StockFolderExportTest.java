package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders of codes that other tools load: compressed-tensors, GPTQ and AWQ. */
class StockFolderExportTest {
    private static final QuantizationSpec W4 =
            StockFolders.spec(BlockLayout.PACK_QUANTIZED, 4, 32, Scheme.SYMMETRIC);

    private static final QuantizationSpec PACKAGE_W4 = Preset.RTN.at(new BitWidth(4));

    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({"COMPRESSED_TENSORS, true", "DEQUANTIZED, true", "PACKAGE, false"})
    void doWithoutTablesThatReadersCompute(ExportFormat format, boolean without)
            throws IOException {
        String table = "model.layers.0.self_attn.rotary_emb.inv_freq";
        Path folder =
                StockFolders.llama(temp.resolve("in"), Models.random(table, DType.F32, 1, 16));
        QuantizationSpec spec = format == ExportFormat.PACKAGE ? PACKAGE_W4 : W4;
        Path target = temp.resolve("out");
        try (Checkpoint source = StockFolders.OPENER.open(folder);
                WorkerPool pool = new WorkerPool(2)) {
            new ExportJob(Models.KERNELS, pool)
                    .run(
                            source,
                            StockFolders.plan(source, Recipe.of("t", spec), format, target),
                            Cancellation.none(),
                            Progress.SILENT);
        }
        try (Checkpoint written = Models.OPENER.open(target)) {
            assertThat(written.tensors().stream().noneMatch(it -> it.name().equals(table)))
                    .isEqualTo(without);
            assertThat(written.tensors()).hasSize(without ? 10 : 11);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COMPRESSED_TENSORS, PACK_QUANTIZED, 4, 32, SYMMETRIC",
        "COMPRESSED_TENSORS, PACK_QUANTIZED, 8, 128, SYMMETRIC",
        "COMPRESSED_TENSORS, PACK_QUANTIZED, 4, 0, SYMMETRIC",
        "COMPRESSED_TENSORS, PACK_QUANTIZED, 4, 64, ZERO_POINT",
        "COMPRESSED_TENSORS, PACK_QUANTIZED, 8, 32, ZERO_POINT",
        "GPTQ, GPTQ, 2, 32, SYMMETRIC",
        "GPTQ, GPTQ, 3, 64, SYMMETRIC",
        "GPTQ, GPTQ, 4, 128, SYMMETRIC",
        "GPTQ, GPTQ, 8, 0, SYMMETRIC",
        "AWQ, AWQ, 4, 32, ZERO_POINT",
        "AWQ, AWQ, 4, 128, ZERO_POINT",
    })
    void holdWhatTheDequantizedFolderHoldsBitForBit(
            ExportFormat format, BlockLayout layout, int bits, int group, Scheme scheme)
            throws IOException {
        Recipe recipe = Recipe.of("test", StockFolders.spec(layout, bits, group, scheme));
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            ExportReceipt receipt =
                    Models.export(source, recipe, format, DType.F32, temp.resolve("codes"));
            ExportPlan plan = StockFolders.plan(source, recipe, format, temp.resolve("x"));
            assertThat(receipt.bytesAfter()).isEqualTo(plan.bytesAfter());
            assertThat(receipt.quantized()).isEqualTo(7);
            Models.export(
                    source, recipe, ExportFormat.DEQUANTIZED, DType.F32, temp.resolve("plain"));
        }
        Map<String, float[]> codes = StockFolders.values(temp.resolve("codes"));
        Map<String, float[]> plain = StockFolders.values(temp.resolve("plain"));
        assertThat(codes.keySet()).isEqualTo(plain.keySet());
        plain.forEach((name, values) -> assertThat(codes.get(name)).as(name).isEqualTo(values));
        try (Checkpoint opened = StockFolders.OPENER.open(temp.resolve("codes"))) {
            assertThat(opened.recipeJson()).contains(RecipeCodec.write(recipe));
        }
        assertThat(temp.resolve("codes/tokenizer.json")).exists();
    }

    @ParameterizedTest
    @CsvSource({"COMPRESSED_TENSORS, PACK_QUANTIZED", "GPTQ, GPTQ", "AWQ, AWQ"})
    void areTheSameBytesForAnyNumberOfThreadsAndAnyKernels(ExportFormat format, BlockLayout layout)
            throws IOException {
        Recipe recipe = Recipe.of("test", Preset.RTN.at(new BitWidth(4), layout));
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            ExportPlan plan = StockFolders.plan(source, recipe, format, temp.resolve("one"));
            try (WorkerPool pool = new WorkerPool(1)) {
                new ExportJob(new ScalarKernels(), pool)
                        .run(source, plan, Cancellation.none(), Progress.SILENT);
            }
            Models.export(source, recipe, format, DType.F32, temp.resolve("four"), 4);
        }
        Map<String, byte[]> expected = Models.contents(temp.resolve("one"));
        Map<String, byte[]> actual = Models.contents(temp.resolve("four"));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((file, bytes) -> assertThat(actual.get(file)).as(file).isEqualTo(bytes));
    }

    @Test
    void compressedTensorsNamesEveryLinearModuleThatIsKept() throws IOException {
        Recipe recipe =
                new Recipe(
                        "test",
                        W4,
                        List.of(new Rule(LayerSelector.glob("*o_proj.weight"), TensorSpec.KEEP)));
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            Models.export(
                    source,
                    recipe,
                    ExportFormat.COMPRESSED_TENSORS,
                    DType.F32,
                    temp.resolve("out"));
        }
        JsonNode config = StockFolders.configuration(temp.resolve("out"));
        assertThat(config.get("ignore").valueStream().map(JsonNode::stringValue))
                .containsExactly("lm_head", "model.layers.0.self_attn.o_proj");
        assertThat(config.at("/config_groups/group_0/targets/0").stringValue()).isEqualTo("Linear");
        assertThat(config.at("/quantoscope/recipe/name").stringValue()).isEqualTo("test");
    }

    @Test
    void compressedTensorsPutsEachWidthIntoAGroupThatNamesItsModules() throws IOException {
        QuantizationSpec w8 = W4.withBits(new BitWidth(8));
        Recipe recipe =
                new Recipe(
                        "test", W4, List.of(new Rule(LayerSelector.glob("*down_proj.weight"), w8)));
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            Models.export(
                    source,
                    recipe,
                    ExportFormat.COMPRESSED_TENSORS,
                    DType.F32,
                    temp.resolve("out"));
        }
        JsonNode groups = StockFolders.configuration(temp.resolve("out")).get("config_groups");
        assertThat(groups.at("/group_0/targets").size()).isEqualTo(6);
        assertThat(groups.at("/group_1/targets/0").stringValue())
                .isEqualTo("model.layers.0.mlp.down_proj");
        assertThat(groups.at("/group_1/weights/num_bits").intValue()).isEqualTo(8);
    }

    @Test
    void gptqStoresOneLessThanTheZeroPointAndSaysWhichModulesAreKept() throws IOException {
        QuantizationSpec spec = StockFolders.spec(BlockLayout.GPTQ, 4, 64, Scheme.SYMMETRIC);
        Recipe recipe =
                new Recipe(
                        "test",
                        spec,
                        List.of(new Rule(LayerSelector.glob("*o_proj.weight"), TensorSpec.KEEP)));
        Path out = temp.resolve("out");
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            Models.export(source, recipe, ExportFormat.GPTQ, DType.F32, out);
        }
        try (Checkpoint opened = new SafetensorsFormat().open(out)) {
            TensorInfo zeros = Models.tensor(opened, "model.layers.0.mlp.up_proj.qzeros");
            assertThat(opened.bytes(zeros).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
                    .containsOnly(0x77);
        }
        JsonNode config = StockFolders.configuration(out);
        assertThat(config.get("dynamic").propertyNames())
                .containsExactly("-:^model\\.layers\\.0\\.self_attn\\.o_proj$");
        assertThat(config.get("modules_in_block_to_quantize").size()).isEqualTo(6);
        assertThat(Files.readString(out.resolve("quantize_config.json"))).contains("\"gptq\"");
    }

    @Test
    void awqInterleavesTheCodesOfEightOutputs() throws IOException {
        // Column 0 of output r is the code r, column 31 the code 15 − r, the rest the zero point.
        float[] weights = new float[8 * 32];
        for (int row = 0; row < 8; row++) {
            weights[row * 32] = row - 5;
            weights[row * 32 + 1] = -5;
            weights[row * 32 + 2] = 10;
            weights[row * 32 + 31] = 10 - row;
        }
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        new Models.Source(
                                "model.layers.0.mlp.up_proj.weight",
                                DType.F32,
                                Shape.of(8, 32),
                                weights));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        Path out = temp.resolve("out");
        try (Checkpoint source = StockFolders.OPENER.open(folder)) {
            QuantizationSpec spec = StockFolders.spec(BlockLayout.AWQ, 4, 32, Scheme.ZERO_POINT);
            Models.export(source, Recipe.of("t", spec), ExportFormat.AWQ, DType.F32, out);
        }
        try (Checkpoint opened = new SafetensorsFormat().open(out)) {
            int[] codes = words(opened, "qweight");
            // From the top: outputs 7, 5, 3, 1, 6, 4, 2, 0.
            assertThat(codes[0]).isEqualTo(0x75316420);
            assertThat(codes[1]).isZero();
            assertThat(codes[2]).isEqualTo(0xffffffff);
            assertThat(codes[3]).isEqualTo(0x55555555);
            assertThat(codes[31]).isEqualTo(0x8ace9bdf);
            assertThat(words(opened, "qzeros")).containsExactly(0x55555555);
        }
    }

    private static int[] words(Checkpoint folder, String array) {
        TensorInfo tensor = Models.tensor(folder, "model.layers.0.mlp.up_proj." + array);
        return folder.bytes(tensor)
                .toArray(
                        java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED.withOrder(
                                java.nio.ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void awqRoundsAsCompressedTensorsDoesWithZeroPoints() throws IOException {
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            for (ExportFormat format : List.of(ExportFormat.AWQ, ExportFormat.COMPRESSED_TENSORS)) {
                BlockLayout layout = format.layouts().getFirst();
                Recipe recipe = Recipe.of("t", StockFolders.spec(layout, 4, 64, Scheme.ZERO_POINT));
                Models.export(source, recipe, format, DType.F32, temp.resolve(format.key()));
            }
        }
        Map<String, float[]> awq = StockFolders.values(temp.resolve("awq"));
        StockFolders.values(temp.resolve("compressed-tensors"))
                .forEach((name, values) -> assertThat(awq.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void awqJoinsTheWordsThatTwoSlicesShare() throws IOException {
        // Slices of 2^18 / 96 = 2730 rows, which is no multiple of 8.
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random("model.layers.0.mlp.up_proj.weight", DType.F32, 1, 5600, 96));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        Recipe recipe =
                Recipe.of("t", StockFolders.spec(BlockLayout.AWQ, 4, 32, Scheme.ZERO_POINT));
        try (Checkpoint source = StockFolders.OPENER.open(folder)) {
            Models.export(source, recipe, ExportFormat.AWQ, DType.F32, temp.resolve("codes"), 4);
            Models.export(
                    source, recipe, ExportFormat.DEQUANTIZED, DType.F32, temp.resolve("plain"));
        }
        Map<String, float[]> codes = StockFolders.values(temp.resolve("codes"));
        StockFolders.values(temp.resolve("plain"))
                .forEach((name, values) -> assertThat(codes.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void awqNamesWhatIsKeptAndCarriesTheRecipe() throws IOException {
        QuantizationSpec spec = StockFolders.spec(BlockLayout.AWQ, 4, 64, Scheme.ZERO_POINT);
        Recipe recipe =
                new Recipe(
                        "test",
                        spec,
                        List.of(new Rule(LayerSelector.glob("*o_proj.weight"), TensorSpec.KEEP)));
        Path out = temp.resolve("out");
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            Models.export(source, recipe, ExportFormat.AWQ, DType.F32, out);
        }
        JsonNode config = StockFolders.configuration(out);
        assertThat(config.get("modules_to_not_convert").valueStream().map(JsonNode::stringValue))
                .containsExactly("lm_head", "model.layers.0.self_attn.o_proj");
        assertThat(config.get("quant_method").stringValue()).isEqualTo("awq");
        assertThat(config.get("version").stringValue()).isEqualTo("gemm");
        assertThat(config.get("zero_point").booleanValue()).isTrue();
        assertThat(config.get("group_size").intValue()).isEqualTo(64);
        assertThat(config.at("/meta/quantoscope/recipe/name").stringValue()).isEqualTo("test");
    }

    @Test
    void everyArrayStartsAtAMultipleOfItsElementsSize() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random("odd", DType.BF16, 1, 3),
                        Models.random("model.layers.0.a.weight", DType.F32, 2, 3, 32),
                        Models.random("odd8", DType.U8, 3, 5),
                        Models.random("model.layers.0.b.weight", DType.F32, 4, 5, 96),
                        Models.random("odd32", DType.F32, 5, 1));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        try (Checkpoint source = StockFolders.OPENER.open(folder)) {
            Models.export(
                    source,
                    Recipe.of("test", W4),
                    ExportFormat.COMPRESSED_TENSORS,
                    DType.F32,
                    temp.resolve("out"));
        }
        try (Checkpoint opened = new SafetensorsFormat().open(temp.resolve("out"))) {
            assertThat(opened.tensors()).hasSize(9);
            assertThat(opened.tensors())
                    .allSatisfy(tensor ->
                            assertThat(tensor.byteOffset() % (tensor.dtype().bits() / 8))
                                    .as(tensor.name())
                                    .isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COMPRESSED_TENSORS, PACK_QUANTIZED",
        "GPTQ, GPTQ",
        "AWQ, AWQ",
        "DEQUANTIZED, GPTQ"
    })
    void areCutIntoFilesOfAtMostTheBytesAskedFor(ExportFormat format, BlockLayout layout)
            throws IOException {
        Recipe recipe = Recipe.of("test", Preset.RTN.at(new BitWidth(4), layout));
        try (Checkpoint source = StockFolders.OPENER.open(StockFolders.llama(temp.resolve("in")))) {
            ExportPlan plan =
                    StockFolders.plan(source, recipe, format, temp.resolve("out"), 40_000);
            try (WorkerPool pool = new WorkerPool(2)) {
                new ExportJob(Models.KERNELS, pool)
                        .run(source, plan, Cancellation.none(), Progress.SILENT);
            }
            Models.export(source, recipe, format, DType.F32, temp.resolve("whole"));
        }
        List<String> names = Models.names(temp.resolve("out"));
        assertThat(names).contains("model.safetensors.index.json");
        assertThat(names.stream().filter(name -> name.matches("model-\\d{5}-of-\\d{5}.+")).count())
                .isGreaterThan(2);
        Map<String, float[]> cut = StockFolders.values(temp.resolve("out"));
        Map<String, float[]> whole = StockFolders.values(temp.resolve("whole"));
        assertThat(cut.keySet()).containsExactlyInAnyOrderElementsOf(whole.keySet());
        whole.forEach((name, values) -> assertThat(cut.get(name)).as(name).isEqualTo(values));
    }
}
