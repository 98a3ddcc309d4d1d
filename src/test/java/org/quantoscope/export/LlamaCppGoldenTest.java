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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * llama.cpp itself loads a fresh export, turns texts into the tokens of the original tokenizer, and
 * continues prompts as transformers does on the same weights.
 */
class LlamaCppGoldenTest {
    private static final JsonNode ODD_TEXTS =
            JsonMapper.shared()
                    .readTree(Path.of("src/test/resources/tokenizers/pieces/expected.json"));

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
        return reference("stories260k-reference.json");
    }

    private static JsonNode reference(String file) {
        return JsonMapper.builder()
                .build()
                .readTree(Path.of("src/test/resources/gguf").resolve(file));
    }

    private LlamaModel exported(Path source) throws IOException {
        Path target = temp.resolve("stories.gguf");
        Recipe recipe =
                new Recipe(
                        "F32",
                        GgufModels.Q4_0,
                        List.of(
                                new Rule(
                                        LayerSelector.glob("*"),
                                        new TensorSpec.Store(ParameterType.F32))));
        GgufModels.export(source, recipe, target);
        return new LlamaModel(
                new ModelParameters()
                        .setModel(target.toString())
                        .setCtxSize(256)
                        .setThreads(1)
                        .setThreadsBatch(1)
                        .setCacheTypeK(CacheType.F32)
                        .setCacheTypeV(CacheType.F32)
                        .disableLog()
                        .skipWarmup());
    }

    @Test
    void continuesGreedilyAsTransformersDoes() throws IOException {
        try (LlamaModel model = exported(Models.STORIES)) {
            for (JsonNode greedy : reference().path("greedy")) {
                String prompt = greedy.path("prompt").stringValue();
                String continued =
                        model.complete(
                                new InferenceParameters(prompt)
                                        .setTemperature(0)
                                        .setTopK(1)
                                        .setIgnoreEos(true)
                                        .setCachePrompt(false)
                                        .setNPredict(greedy.path("continuation").size()));
                assertThat(continued)
                        .as(prompt)
                        .isEqualTo(greedy.path("continuation_text").stringValue());
            }
        }
    }

    @Test
    void turnsOddTextsIntoTheTokensOfTheOriginalTokenizer() throws IOException {
        try (LlamaModel model = exported(Models.STORIES)) {
            for (JsonNode pair : reference().path("tokenizer")) {
                String text = pair.path("text").stringValue();
                int[] ids = ids(pair.path("ids"));
                assertThat(model.encode(text))
                        .as(text)
                        .containsExactly(Arrays.copyOfRange(ids, 1, ids.length));
            }
        }
    }

    /** Qwen3 is too new for this build of llama.cpp. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "mistral", "qwen2"})
    void familiesContinueAndSplitTextsAsTheOriginals(String family) throws IOException {
        JsonNode reference = reference("families/reference.json").path(family);
        try (LlamaModel model = exported(GgufModels.FAMILIES.resolve(family))) {
            for (JsonNode pair : reference.path("tokenizer")) {
                String text = pair.path("text").stringValue();
                assertThat(model.encode(text)).as(text).containsExactly(ids(pair.path("ids")));
            }
            for (JsonNode greedy : reference.path("greedy")) {
                String prompt = greedy.path("prompt").stringValue();
                String continued =
                        model.complete(
                                new InferenceParameters(prompt)
                                        .setTemperature(0)
                                        .setTopK(1)
                                        .setIgnoreEos(true)
                                        .setCachePrompt(false)
                                        .setNPredict(greedy.path("continuation").size()));
                assertThat(continued).as(prompt).isEqualTo(greedy.path("text").stringValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "mistral", "qwen2", "stories260k"})
    void ourTokenizerReadsTheFileAsLlamaCppDoes(String name) throws IOException {
        Path source =
                name.equals("stories260k") ? Models.STORIES : GgufModels.FAMILIES.resolve(name);
        try (LlamaModel model = exported(source);
                Checkpoint file = Models.OPENER.open(temp.resolve("stories.gguf"))) {
            Tokenizer tokenizer = Tokenizer.of(file);
            for (JsonNode pair : ODD_TEXTS) {
                String text = pair.path("text").stringValue();
                // The binding hands texts over as C strings, which end at a zero.
                if (text.indexOf('\0') < 0) {
                    assertThat(tokenizer.encode(text)).as(text).containsExactly(model.encode(text));
                }
            }
        }
    }

    private static int[] ids(JsonNode list) {
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = list.path(i).intValue();
        }
        return ids;
    }
}
