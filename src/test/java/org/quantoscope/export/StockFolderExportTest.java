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
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
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

/** Folders of codes that other tools load: compressed-tensors and GPTQ. */
class StockFolderExportTest {
    private static final QuantizationSpec W4 =
            StockFolders.spec(BlockLayout.PACK_QUANTIZED, 4, 32, Scheme.SYMMETRIC);

    @TempDir Path temp;

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
    @CsvSource({"COMPRESSED_TENSORS, PACK_QUANTIZED", "GPTQ, GPTQ"})
    void areTheSameBytesForAnyNumberOfThreadsAndAnyKernels(ExportFormat format, BlockLayout layout)
            throws IOException {
        Recipe recipe = Recipe.of("test", StockFolders.spec(layout, 4, 64, Scheme.SYMMETRIC));
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
    @CsvSource({"COMPRESSED_TENSORS, PACK_QUANTIZED", "GPTQ, GPTQ", "DEQUANTIZED, GPTQ"})
    void areCutIntoFilesOfAtMostTheBytesAskedFor(ExportFormat format, BlockLayout layout)
            throws IOException {
        Recipe recipe = Recipe.of("test", StockFolders.spec(layout, 4, 64, Scheme.SYMMETRIC));
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
