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
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** "Will it load?" of quantized folders: answered by name, before anything is written. */
class StockFolderPlanTest {
    private static final QuantizationSpec W4 =
            StockFolders.spec(BlockLayout.PACK_QUANTIZED, 4, 32, Scheme.SYMMETRIC);

    @TempDir Path temp;

    private ExportPlan plan(Path folder, Recipe recipe, ExportFormat format) throws IOException {
        try (Checkpoint source = StockFolders.OPENER.open(folder)) {
            return StockFolders.plan(source, recipe, format, temp.resolve("out"));
        }
    }

    private ExportPlan plan(Recipe recipe) throws IOException {
        return plan(
                StockFolders.llama(temp.resolve("in")), recipe, ExportFormat.COMPRESSED_TENSORS);
    }

    private static Recipe rule(String glob, TensorSpec spec) {
        return new Recipe("test", W4, List.of(new Rule(LayerSelector.glob(glob), spec)));
    }

    @Test
    void refusesMatricesThatReadersJoinUnderDifferentSchemes() throws IOException {
        assertThat(plan(rule("*k_proj.weight", W4.withBits(new BitWidth(8)))).refusals())
                .containsExactly(
                        "model.layers.0.self_attn.k_proj.weight: is 8 bit g32, and"
                                + " model.layers.0.self_attn.q_proj is 4 bit g32; readers join q, k"
                                + " and v and need one scheme: give all the same by a rule, or keep"
                                + " all; budget --alike qkv,gateup chooses so");
    }

    @Test
    void refusesToKeepOneOfTwoMatricesThatReadersJoin() throws IOException {
        ExportPlan plan = plan(rule("*up_proj.weight", TensorSpec.KEEP));
        assertThat(plan.refusals())
                .singleElement()
                .asString()
                .startsWith("model.layers.0.mlp.up_proj.weight: is plain, and");
        assertThat(plan.tensors())
                .filteredOn(planned -> planned.fit().answer() == Fit.Answer.NO)
                .hasSize(1);
    }

    @Test
    void refusesSalientWeightsAndSaysWhatHoldsThem() throws IOException {
        assertThat(plan(Recipe.of("test", Preset.ADPQ.at(new BitWidth(4)))).refusals())
                .containsExactly(
                        "model.layers.0.self_attn.q_proj.weight and 6 more: salient weights have no"
                                + " place in compressed-tensors; choose layout pack-quantized, or"
                                + " export a package or dequantized values");
    }

    @Test
    void refusesTheLayoutOfAnotherFormat() throws IOException {
        QuantizationSpec gptq = StockFolders.spec(BlockLayout.GPTQ, 4, 32, Scheme.SYMMETRIC);
        assertThat(plan(Recipe.of("test", gptq)).refusals())
                .containsExactly(
                        "model.layers.0.self_attn.q_proj.weight and 6 more: layout gptq is not that"
                                + " of compressed-tensors; choose layout pack-quantized, or export"
                                + " GPTQ or dequantized values");
    }

    @ParameterizedTest
    @CsvSource({
        "GPTQ, SYMMETRIC, true",
        "AWQ, ZERO_POINT, true",
        "PACK_QUANTIZED, SYMMETRIC, false"
    })
    void saysThatTransformersDoesNotFindTheCodesOfExperts(
            BlockLayout layout, Scheme scheme, boolean said) throws IOException {
        String expert = "model.layers.0.block_sparse_moe.experts.";
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random(expert + "0.w1.weight", DType.F32, 1, 128, 128),
                        Models.random(expert + "1.w1.weight", DType.F32, 2, 128, 128));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mixtral\"}");
        ExportFormat format =
                layout == BlockLayout.PACK_QUANTIZED
                        ? ExportFormat.COMPRESSED_TENSORS
                        : ExportFormat.valueOf(layout.name());
        Recipe recipe = Recipe.of("test", StockFolders.spec(layout, 4, 32, scheme));
        ExportPlan plan = plan(folder, recipe, format);
        assertThat(plan.warnings())
                .filteredOn(warning -> warning.contains("experts of a block"))
                .hasSize(said ? 1 : 0)
                .allMatch(warning -> warning.startsWith(expert + "0.w1.weight and 1 more: "));
        assertThat(plan.tensors())
                .extracting(planned -> planned.fit().answer())
                .containsOnly(said ? Fit.Answer.SOME : Fit.Answer.YES);
    }

    @Test
    void refusesEmbeddingsAndTiedHeads() throws IOException {
        Path folder =
                StockFolders.llama(
                        temp.resolve("in"),
                        "{\"model_type\": \"llama\", \"tie_word_embeddings\": true}");
        assertThat(plan(folder, rule("*embed*", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .containsExactly(
                        "model.embed_tokens.weight: it is no weight of a linear module, which is all"
                                + " that compressed-tensors packs; keep it");
        assertThat(plan(folder, rule("lm_head*", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .containsExactly(
                        "lm_head.weight: the head is tied to the embedding, which stays plain; keep"
                                + " it");
    }

    @Test
    void refusesExpertsOfThreeDimensionsAndWeightsOfConv1D() throws IOException {
        Path experts =
                Models.folder(
                        temp.resolve("experts"),
                        Models.random(
                                "model.layers.0.mlp.experts.up.weight", DType.F32, 1, 2, 8, 32));
        Files.writeString(experts.resolve("config.json"), "{\"model_type\": \"llama\"}");
        assertThat(plan(experts, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .singleElement()
                .asString()
                .contains("a tensor of 3 dimensions (2×8×32) is no linear module");
        Path gpt2 =
                Models.folder(
                        temp.resolve("gpt2"),
                        Models.random("h.0.attn.c_attn.weight", DType.F32, 1, 32, 96));
        Files.writeString(gpt2.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
        assertThat(plan(gpt2, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .singleElement()
                .asString()
                .contains("stored [in, out] (Conv1D)");
    }

    @Test
    void refusesAFolderWithoutConfiguration() throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"));
        Files.delete(folder.resolve("config.json"));
        assertThat(plan(folder, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .singleElement()
                .asString()
                .contains("has no config.json");
    }

    @Test
    void namesRowsAndColumnsThatDoNotDivideAndStoresThemAsF16() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random("model.layers.0.a.weight", DType.F32, 1, 32, 48),
                        Models.random("model.layers.0.b.weight", DType.F32, 2, 40, 64),
                        Models.random("model.layers.0.c.weight", DType.F32, 3, 32, 64));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        QuantizationSpec gptq = StockFolders.spec(BlockLayout.GPTQ, 4, 32, Scheme.SYMMETRIC);
        ExportPlan plan = plan(folder, Recipe.of("t", gptq), ExportFormat.GPTQ);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .contains(
                        "model.layers.0.a.weight: F16 instead of gptq: rows of 48 are no multiple of"
                                + " 32",
                        "model.layers.0.b.weight: F16 instead of gptq: 40 rows are no multiple of"
                                + " 32");
        assertThat(plan.tensors())
                .extracting(planned -> planned.fit().answer())
                .containsExactly(Fit.Answer.OTHERWISE, Fit.Answer.OTHERWISE, Fit.Answer.YES);
    }

    @Test
    void refusesAFolderWhoseModelTransformersCannotKnow() throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"), "{\"hidden_size\": 128}");
        String line =
                "config.json has no \"model_type\", by which transformers and vLLM choose the"
                        + " model's code; add it there first.";
        assertThat(plan(folder, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .containsExactly(line);
        ExportPlan values = plan(folder, Recipe.of("t", W4), ExportFormat.DEQUANTIZED);
        assertThat(values.refusals()).isEmpty();
        assertThat(values.warnings()).contains(line);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPRESSED_TENSORS", "DEQUANTIZED"})
    void saysThatReadersMissTheArchitecture(ExportFormat format) throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"), "{\"model_type\": \"llama\"}");
        assertThat(plan(folder, Recipe.of("t", W4), format).warnings())
                .contains(
                        "config.json has no \"architectures\", by which vLLM chooses the model's"
                                + " code; add it there before loading.");
        assertThat(
                        plan(StockFolders.llama(temp.resolve("whole")), Recipe.of("t", W4), format)
                                .warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("architectures"));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPRESSED_TENSORS", "DEQUANTIZED"})
    void saysThatTransformersDoesNotKnowTheModel(ExportFormat format) throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"), "{\"model_type\": \"llamar\"}");
        assertThat(plan(folder, Recipe.of("t", W4), format).warnings())
                .contains(
                        "config.json says model_type llamar, which transformers 5.23 does not know:"
                                + " it loads with the model's own code only (trust_remote_code), or"
                                + " with a newer version.");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPRESSED_TENSORS", "DEQUANTIZED"})
    void namesTensorsThatTransformersWouldMakeUp(ExportFormat format) throws IOException {
        Path folder = StockFolders.llama(temp.resolve("in"));
        assertThat(plan(folder, Recipe.of("t", W4), format).warnings())
                .contains(
                        "model.layers.0.post_attention_layernorm.weight and 1 more: missing, and"
                                + " config.json asks for them: transformers makes up random numbers,"
                                + " vLLM stops or leaves them unset.");
    }

    @Test
    void namesTensorsThatTransformersPassesOver() throws IOException {
        Path folder =
                StockFolders.llama(
                        temp.resolve("in"),
                        Models.random("model.layers.1.mlp.up_proj.weight", DType.F32, 1, 32, 32));
        assertThat(plan(folder, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).warnings())
                .contains(
                        "model.layers.1.mlp.up_proj.weight: not asked for by config.json:"
                                + " transformers passes over it, vLLM may stop.");
    }

    @Test
    void refusesShapesThatTransformersStopsAt() throws IOException {
        Path folder =
                StockFolders.llama(
                        temp.resolve("in"),
                        "{\"model_type\": \"llama\", \"num_hidden_layers\": 1, \"hidden_size\": 128,"
                                + " \"vocab_size\": 33}");
        assertThat(plan(folder, Recipe.of("t", W4), ExportFormat.COMPRESSED_TENSORS).refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "model.embed_tokens.weight: is 32×128; config.json makes it 33×128, and")
                .endsWith("(and 1 more)");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPRESSED_TENSORS", "DEQUANTIZED"})
    void leavesOutTablesThatReadersCompute(ExportFormat format) throws IOException {
        String table = "model.layers.0.self_attn.rotary_emb.inv_freq";
        Path folder =
                StockFolders.llama(temp.resolve("in"), Models.random(table, DType.F32, 1, 16));
        ExportPlan plan = plan(folder, Recipe.of("t", W4), format);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .contains(table + ": left out, for every reader computes it from config.json")
                .noneMatch(warning -> warning.contains("not asked for"));
        assertThat(plan.tensors())
                .filteredOn(PlannedTensor::isOmitted)
                .singleElement()
                .satisfies(planned -> {
                    assertThat(planned.tensor().name()).isEqualTo(table);
                    assertThat(planned.bytesAfter()).isZero();
                });
    }

    @Test
    void saysInTheColumnThatTransformersTakesAsymmetricCodesOnRequestOnly() throws IOException {
        QuantizationSpec asymmetric =
                StockFolders.spec(BlockLayout.PACK_QUANTIZED, 4, 32, Scheme.ZERO_POINT);
        assertThat(plan(Recipe.of("t", asymmetric)).tensors())
                .filteredOn(PlannedTensor::isQuantized)
                .hasSize(7)
                .allMatch(planned -> planned.fit().answer() == Fit.Answer.SOME)
                .allMatch(planned -> planned.fit().why().contains("dequantize=True"));
        assertThat(plan(Recipe.of("t", W4)).tensors())
                .allMatch(planned -> planned.fit().answer() == Fit.Answer.YES);
    }

    @Test
    void fusedProjectionsArePackedAsTheOneModuleThatTheyAre() throws IOException {
        String block = "model.layers.0.";
        Path folder =
                Models.folder(
                        temp.resolve("phi"),
                        Models.random(block + "self_attn.qkv_proj.weight", DType.F32, 1, 192, 64),
                        Models.random(block + "self_attn.o_proj.weight", DType.F32, 2, 64, 64),
                        Models.random(block + "mlp.gate_up_proj.weight", DType.F32, 3, 256, 64),
                        Models.random(block + "mlp.down_proj.weight", DType.F32, 4, 64, 128));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"phi3\", \"architectures\": [\"Phi3ForCausalLM\"]}");
        for (ExportFormat format :
                List.of(ExportFormat.COMPRESSED_TENSORS, ExportFormat.GPTQ, ExportFormat.AWQ)) {
            QuantizationSpec spec =
                    W4.withLayout(format.layouts().getFirst()).withGroupSize(W4.groupSize());
            ExportPlan plan = plan(folder, Recipe.of("t", spec), format);
            assertThat(plan.refusals()).as(format.key()).isEmpty();
            assertThat(plan.tensors())
                    .as(format.key())
                    .allSatisfy(planned -> {
                        assertThat(planned.packed()).isTrue();
                        assertThat(planned.fit()).isEqualTo(Fit.AS_ASKED);
                    });
        }
        assertThat(plan(folder, Recipe.of("t", W4), ExportFormat.GGUF).refusals())
                .anySatisfy(line -> assertThat(line).contains("not of Phi3ForCausalLM"));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPRESSED_TENSORS", "GPTQ", "AWQ", "PACKAGE", "DEQUANTIZED"})
    void expertsOfThreeDimensionsAreRefusedByNameOrQuantizedAsRows(ExportFormat format)
            throws IOException {
        String experts = "model.layers.0.mlp.experts.gate_up_proj";
        Path folder =
                Models.folder(
                        temp.resolve("moe"),
                        Models.random(experts, DType.F32, 1, 4, 32, 64),
                        Models.random(
                                "model.layers.0.self_attn.o_proj.weight", DType.F32, 2, 64, 64));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"gpt_oss\", \"architectures\": [\"GptOssForCausalLM\"]}");
        QuantizationSpec spec =
                W4.withLayout(format.layout().orElse(BlockLayout.PACKAGE))
                        .withGroupSize(W4.groupSize());
        ExportPlan plan = plan(folder, Recipe.of("t", spec), format);
        if (format.layout().isPresent()) {
            assertThat(plan.refusals())
                    .containsExactly(
                            experts
                                    + ": a tensor of 3 dimensions (4×32×64) is no linear module,"
                                    + " which is all that "
                                    + spec.layout().title()
                                    + " packs; keep it, or export a package");
        } else {
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.quantizedCount()).isEqualTo(2);
        }
    }

    @Test
    void awqRefusesGroupSizesThatDiffer() throws IOException {
        QuantizationSpec g64 = StockFolders.spec(BlockLayout.AWQ, 4, 64, Scheme.ZERO_POINT);
        QuantizationSpec g32 = StockFolders.spec(BlockLayout.AWQ, 4, 32, Scheme.ZERO_POINT);
        Recipe recipe =
                new Recipe(
                        "t", g64, List.of(new Rule(LayerSelector.glob("*down_proj.weight"), g32)));
        assertThat(
                        plan(StockFolders.llama(temp.resolve("in")), recipe, ExportFormat.AWQ)
                                .refusals())
                .containsExactly(
                        "AWQ has one group size for all matrices, and here are g64, g32; give all"
                                + " the same, or export compressed-tensors");
    }

    @Test
    void awqRefusesAMatrixWhosePathBeginsAsThatOfAKeptOne() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random("model.layers.0.mlp.gate.weight", DType.F32, 1, 8, 64),
                        Models.random("model.layers.0.mlp.gate_proj.weight", DType.F32, 2, 64, 64),
                        Models.random("model.layers.0.mlp.up_proj.weight", DType.F32, 3, 64, 64));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        QuantizationSpec spec = StockFolders.spec(BlockLayout.AWQ, 4, 64, Scheme.ZERO_POINT);
        Recipe recipe =
                new Recipe(
                        "t",
                        spec,
                        List.of(new Rule(LayerSelector.glob("*gate.weight"), TensorSpec.KEEP)));
        assertThat(plan(folder, recipe, ExportFormat.AWQ).refusals())
                .containsExactly(
                        "model.layers.0.mlp.gate_proj.weight: readers would leave it plain, for its"
                                + " path begins as that of model.layers.0.mlp.gate, which is kept;"
                                + " keep both");
    }

    @Test
    void awqNamesRowsThatItsKernelsOrItsWordsDoNotTake() throws IOException {
        Path folder =
                Models.folder(
                        temp.resolve("in"),
                        Models.random("model.layers.0.a.weight", DType.F32, 1, 36, 64),
                        Models.random("model.layers.0.b.weight", DType.F32, 2, 40, 64));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        QuantizationSpec spec = StockFolders.spec(BlockLayout.AWQ, 4, 64, Scheme.ZERO_POINT);
        ExportPlan plan = plan(folder, Recipe.of("t", spec), ExportFormat.AWQ);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .contains(
                        "model.layers.0.a.weight: F16 instead of awq: 36 rows are no multiple of 8",
                        "model.layers.0.b.weight: the number of rows is no multiple of 64, which the"
                                + " CUDA kernels of AutoAWQ and vLLM refuse; gptqmodel's plain"
                                + " kernel takes it.");
    }

    @Test
    void saysWhatLoadersDoWithZeroPoints() throws IOException {
        QuantizationSpec asym =
                StockFolders.spec(BlockLayout.PACK_QUANTIZED, 4, 32, Scheme.ZERO_POINT);
        assertThat(plan(Recipe.of("t", asym)).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("dequantize=True"));
    }
}
