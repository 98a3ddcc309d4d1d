package org.quantoscope.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What transformers asks a folder for; the folders are those that it wrote itself. */
class ExpectedTensorsTest {
    private static final Path STORIES = Path.of("samples", "stories260k");
    private static final Path TINY =
            Path.of(System.getProperty("quantoscope.shared", "../shared"))
                    .resolve("models/tiny-architectures");

    @TempDir Path temp;

    private static ExpectedTensors of(Path folder) throws IOException {
        try (Checkpoint source = new SafetensorsFormat().open(folder)) {
            return ExpectedTensors.of(source).orElseThrow();
        }
    }

    /** A copy under another configuration. */
    private Path changed(Path from, String what, String by) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, temp.resolve(String.valueOf(file.getFileName())));
            }
        }
        String config = Files.readString(from.resolve("config.json"));
        assertThat(config).contains(what);
        Files.writeString(temp.resolve("config.json"), config.replace(what, by));
        return temp;
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-untied-gqa", "qwen2", "gpt2", "mixtral"})
    void asksForExactlyWhatTransformersWrote(String model) throws IOException {
        assumeThat(TINY.resolve(model)).exists();
        assertThat(of(TINY.resolve(model)))
                .isEqualTo(new ExpectedTensors(List.of(), List.of(), List.of()));
    }

    @Test
    void asksForTheBlocksThatTheConfigurationCounts() throws IOException {
        ExpectedTensors more =
                of(changed(STORIES, "\"num_hidden_layers\": 5", "\"num_hidden_layers\": 6"));
        assertThat(more.unknown()).isEmpty();
        assertThat(more.missing())
                .hasSize(9)
                .contains("model.layers.5.mlp.up_proj.weight")
                .allMatch(name -> name.startsWith("model.layers.5."));
    }

    @Test
    void passesOverBlocksBeyondTheConfiguration() throws IOException {
        ExpectedTensors fewer =
                of(changed(STORIES, "\"num_hidden_layers\": 5", "\"num_hidden_layers\": 4"));
        assertThat(fewer.missing()).isEmpty();
        assertThat(fewer.unknown()).hasSize(9).allMatch(name -> name.startsWith("model.layers.4."));
    }

    @Test
    void asksForAHeadThatIsNotTied() throws IOException {
        Path folder = changed(STORIES, "\"tie_word_embeddings\": true", "\"x\": true");
        assertThat(of(folder).missing()).containsExactly("lm_head.weight");
    }

    @Test
    void namesShapesThatTheConfigurationDoesNotHave() throws IOException {
        ExpectedTensors other =
                of(changed(STORIES, "\"num_key_value_heads\": 4", "\"num_key_value_heads\": 2"));
        assertThat(other.misshapen())
                .hasSize(10)
                .contains(
                        "model.layers.0.self_attn.k_proj.weight: is 32×64; config.json makes it"
                                + " 16×64, and transformers refuses such a folder");
    }

    @Test
    void supposesNoSizeThatTheConfigurationDoesNotSay() throws IOException {
        ExpectedTensors silent = of(changed(STORIES, "\"num_key_value_heads\": 4,", ""));
        assertThat(silent.misshapen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"model_type\": \"bloom\"", "\"x\": 1"})
    void knowsNothingOfOtherFamilies(String type) throws IOException {
        try (Checkpoint source =
                new SafetensorsFormat().open(changed(STORIES, "\"model_type\": \"llama\"", type))) {
            assertThat(ExpectedTensors.of(source)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "-1", "9223372036854775807", "1e9", "[]"})
    void makesNoNamesOfHostileCounts(String layers) throws IOException {
        try (Checkpoint source =
                new SafetensorsFormat()
                        .open(
                                changed(
                                        STORIES,
                                        "\"num_hidden_layers\": 5",
                                        "\"num_hidden_layers\": " + layers))) {
            assertThat(ExpectedTensors.of(source)).isEmpty();
        }
    }

    @Test
    void knowsTypesThatTransformersHasAndNoOthers() {
        assertThat(List.of("llama", "mixtral", "gpt2", "qwen3_moe")).allMatch(ModelTypes::isKnown);
        assertThat(List.of("", "#", "frobnicate", "transformers")).noneMatch(ModelTypes::isKnown);
    }
}
