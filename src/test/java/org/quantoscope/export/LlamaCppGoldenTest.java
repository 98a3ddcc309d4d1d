package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import de.kherud.llama.args.LogFormat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * llama.cpp itself loads a fresh export, turns texts into the tokens of the original tokenizer, and
 * continues prompts as transformers does on the same weights.
 */
class LlamaCppGoldenTest {
    @TempDir private Path temp;

    @BeforeAll
    static void loadLlamaCpp(@TempDir(cleanup = CleanupMode.NEVER) Path unpacked) {
        // Not the common folder, where tests that run meanwhile may unpack theirs.
        System.setProperty("de.kherud.llama.tmpdir", unpacked.toString());
        try {
            LlamaModel.setLogger(LogFormat.TEXT, (level, message) -> {});
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
            assumeTrue(false, "llama.cpp's library does not load here: " + e.getMessage());
        }
    }

    private static JsonNode reference() {
        return JsonMapper.builder()
                .build()
                .readTree(Path.of("src/test/resources/gguf/stories260k-reference.json"));
    }

    private LlamaModel exported() throws IOException {
        Path target = temp.resolve("stories.gguf");
        Recipe recipe =
                new Recipe(
                        "F32",
                        GgufModels.Q4_0,
                        List.of(
                                new Rule(
                                        LayerSelector.glob("*"),
                                        new TensorSpec.Store(ParameterType.F32))));
        GgufModels.export(Models.STORIES, recipe, target);
        return new LlamaModel(
                new ModelParameters()
                        .setModel(target.toString())
                        .setCtxSize(512)
                        .setThreads(2)
                        .setCacheTypeK(CacheType.F32)
                        .setCacheTypeV(CacheType.F32)
                        .disableLog()
                        .skipWarmup());
    }

    @Test
    void continuesGreedilyAsTransformersDoes() throws IOException {
        try (LlamaModel model = exported()) {
            for (JsonNode greedy : reference().path("greedy")) {
                String prompt = greedy.path("prompt").stringValue();
                String continued =
                        model.complete(
                                new InferenceParameters(prompt)
                                        .setTemperature(0)
                                        .setTopK(1)
                                        .setIgnoreEos(true)
                                        .setNPredict(greedy.path("continuation").size()));
                assertThat(continued)
                        .as(prompt)
                        .isEqualTo(greedy.path("continuation_text").stringValue());
            }
        }
    }

    @Test
    void turnsOddTextsIntoTheTokensOfTheOriginalTokenizer() throws IOException {
        try (LlamaModel model = exported()) {
            for (JsonNode pair : reference().path("tokenizer")) {
                String text = pair.path("text").stringValue();
                List<Integer> ids =
                        java.util.stream.StreamSupport.stream(pair.path("ids").spliterator(), false)
                                .map(JsonNode::intValue)
                                .toList();
                List<Integer> actual = java.util.Arrays.stream(model.encode(text)).boxed().toList();
                assertThat(actual).as(text).isEqualTo(ids.subList(1, ids.size()));
            }
        }
    }
}
