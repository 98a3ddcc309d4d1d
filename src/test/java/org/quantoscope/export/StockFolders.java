package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.quantized.QuantizedFolderFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Scheme;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Llama of one block and shorthand for the tests of quantized folders. */
final class StockFolders {
    static final CheckpointOpener OPENER =
            new CheckpointOpener(
                    List.of(
                            new QuantizedFolderFormat(new SafetensorsFormat()),
                            new SafetensorsFormat()));
    private static final String CONFIG =
            """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 128,
             "num_hidden_layers": 1, "num_attention_heads": 4, "tie_word_embeddings": false}
            """;

    private StockFolders() {}

    static Path llama(Path folder, String config) throws IOException {
        return llama(folder, config, new Models.Source[0]);
    }

    /** With tensors that such a model does not have. */
    static Path llama(Path folder, Models.Source... more) throws IOException {
        return llama(folder, CONFIG, more);
    }

    private static Path llama(Path folder, String config, Models.Source... more)
            throws IOException {
        String block = "model.layers.0.";
        List<Models.Source> tensors = new ArrayList<>(List.of(more));
        tensors.addAll(
                List.of(
                        Models.random("model.embed_tokens.weight", DType.F32, 1, 32, 128),
                        Models.random(block + "input_layernorm.weight", DType.F32, 2, 128),
                        Models.random(block + "self_attn.q_proj.weight", DType.F32, 3, 128, 128),
                        Models.random(block + "self_attn.k_proj.weight", DType.F32, 4, 64, 128),
                        Models.random(block + "self_attn.v_proj.weight", DType.F32, 5, 64, 128),
                        Models.random(block + "self_attn.o_proj.weight", DType.F32, 6, 128, 128),
                        Models.random(block + "mlp.gate_proj.weight", DType.F32, 7, 256, 128),
                        Models.random(block + "mlp.up_proj.weight", DType.F32, 8, 256, 128),
                        Models.random(block + "mlp.down_proj.weight", DType.BF16, 9, 128, 256),
                        Models.random("lm_head.weight", DType.BF16, 10, 32, 128)));
        Models.folder(folder, tensors.toArray(Models.Source[]::new));
        Files.writeString(folder.resolve("config.json"), config);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        return folder;
    }

    static QuantizationSpec spec(BlockLayout layout, int bits, int group, Scheme scheme) {
        return Preset.RTN
                .at(new BitWidth(bits))
                .withLayout(layout)
                .withBits(new BitWidth(bits))
                .withGroupSize(new GroupSize(group))
                .withScheme(scheme)
                .withParameters(ParameterType.F16);
    }

    static ExportPlan plan(Checkpoint source, Recipe recipe, ExportFormat format, Path target) {
        return plan(source, recipe, format, target, Long.MAX_VALUE);
    }

    static ExportPlan plan(
            Checkpoint source, Recipe recipe, ExportFormat format, Path target, long shardBytes) {
        return ExportPlanner.plan(
                source,
                new ExportOptions(recipe, format, DType.F32, target, shardBytes, "0.1-test"));
    }

    /** All values of all tensors, by name. */
    static Map<String, float[]> values(Path folder) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Checkpoint checkpoint = OPENER.open(folder)) {
            for (TensorInfo tensor : checkpoint.tensors()) {
                values.put(tensor.name(), Models.values(checkpoint.view(tensor)));
            }
        }
        return values;
    }

    static JsonNode configuration(Path folder) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(folder.resolve("config.json")))
                .get("quantization_config");
    }
}
