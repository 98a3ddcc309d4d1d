package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a GGUF file will hold, and why llama.cpp would not load it, is said before it is written.
 */
class GgufPlanTest {
    private static final Recipe Q8_0 = GgufModels.pure(BlockLayout.Q8_0);

    @TempDir private Path temp;

    private ExportPlan plan(Path source, Recipe recipe) throws IOException {
        try (Checkpoint opened = Models.OPENER.open(source)) {
            return GgufModels.plan(opened, recipe, temp.resolve("out.gguf"), Long.MAX_VALUE);
        }
    }

    @Test
    void namesTensorsThatFallBackToF16() throws IOException {
        ExportPlan plan = plan(Models.STORIES, GgufModels.pure(BlockLayout.Q4_0));
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("mlp.down_proj.weight and 4 more", "rows of 172", "F16 instead of q4_0");
        assertThat(plan.tensors().stream().filter(it -> it.encoding().equals("F16"))).hasSize(5);
    }

    @Test
    void saysThatSalientWeightsHaveNoPlaceInBlocks() throws IOException {
        Recipe recipe = Recipe.of("adpq", Preset.ADPQ_COMPACT.at(new BitWidth(4)));
        ExportPlan plan = plan(Models.STORIES, recipe);
        assertThat(plan.warnings())
                .anyMatch(it -> it.contains("35 tensors are written as restored"));
        assertThat(plan.tensors().stream().filter(PlannedTensor::isQuantized))
                .allMatch(it -> it.encoding().equals("F32"))
                .allMatch(it -> it.reason().contains("salient weights have no place"));
    }

    @Test
    void refusesAnArchitectureThatItDoesNotKnowByName() throws IOException {
        assertThat(plan(Path.of("src/test/resources/models/gpt2"), Q8_0).refusals())
                .singleElement()
                .asString()
                .contains("GPT2LMHeadModel", "choose another format");
    }

    @Test
    void writesWeightsOnlyWhereThereIsNoTokenizerAndSaysSo() throws IOException {
        ExportPlan plan = plan(Path.of("src/test/resources/models/llama-untied-gqa"), Q8_0);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.warnings()).anyMatch(it -> it.contains("no tokenizer.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "config.json|\"silu\"|\"gelu\"|hidden_act is gelu",
                "config.json|\"num_hidden_layers\": 5|\"num_hidden_layers\": 6|needs blk.5",
                "config.json|\"num_hidden_layers\": 5|\"num_hidden_layers\": 4|has no place",
                "config.json|\"intermediate_size\": 172|\"intermediate_size\": 173|makes it 173",
                "config.json|\"tie_word_embeddings\": true|\"tie_word_embeddings\": false|not tied",
                "config.json|\"head_dim\": 8|\"rope_scaling\": {\"type\": \"dynamic\"}|dynamic",
                "config.json|LlamaForCausalLM|MixtralForCausalLM|not of MixtralForCausalLM",
                "config.json|}|,}|config.json",
                "tokenizer.json|\"type\": \"BPE\"|\"type\": \"Unigram\"|its model is Unigram",
                "tokenizer.json|<0x41>|<0xZZ>|<0x41> is missing",
                "tokenizer.json|\"type\": \"Prepend\"|\"type\": \"NFKC\"|no normalizer NFKC",
                "tokenizer.json|\"byte_fallback\": true|\"byte_fallback\": false|byte fallback"
            })
    void refusesBeforeWritingWhatLlamaCppWouldNotLoad(
            String file, String from, String to, String said) throws IOException {
        Path folder = temp.resolve("model");
        Files.createDirectory(folder);
        try (Stream<Path> files = Files.list(Models.STORIES)) {
            for (Path each : files.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        Path changed = folder.resolve(file);
        String text = Files.readString(changed);
        assertThat(text).contains(from);
        Files.writeString(changed, text.replace(from, to));
        ExportPlan plan;
        try {
            plan = plan(folder, Q8_0);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(said); // A broken configuration does not even open.
            return;
        }
        assertThat(plan.refusals()).anyMatch(it -> it.contains(said));
        assertThat(plan.isRefused()).isTrue();
    }

    @Test
    void headsOfQwen3Have128WeightsWhereTheConfigurationIsSilent() throws IOException {
        Path folder = temp.resolve("model");
        Files.createDirectory(folder);
        try (Stream<Path> files = Files.list(GgufModels.FAMILIES.resolve("qwen3"))) {
            for (Path each : files.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains("\"head_dim\": 16,");
        Files.writeString(config, text.replace("\"head_dim\": 16,", ""));
        assertThat(plan(folder, Q8_0).refusals()).anyMatch(it -> it.contains("512"));
    }
}
