package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.ModelConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ConfigReaderTest {
    @TempDir Path folder;

    @Test
    void readsGpt2sOwnNamesOfTheSameFacts() throws IOException {
        ModelConfig config =
                ConfigReader.read(Path.of("src/test/resources/models/gpt2/config.json"));
        assertThat(config.modelType()).contains("gpt2");
        assertThat(config.hiddenSize()).hasValue(64);
        assertThat(config.layers()).hasValue(2);
        assertThat(config.heads()).hasValue(4);
        assertThat(config.keyValueHeads()).isEmpty();
        assertThat(config.vocabularySize()).hasValue(300);
        assertThat(config.tiedHead()).contains(true);
    }

    @Test
    void anEmptyObjectTellsNothing() throws IOException {
        assertThat(read("{}")).isEqualTo(ModelConfig.UNKNOWN);
    }

    @Test
    void factsOfAnUnexpectedKindAreAbsent() throws IOException {
        assertThat(
                        read(
                                "{\"architectures\":\"X\",\"model_type\":7,\"hidden_size\":\"64\","
                                        + "\"num_hidden_layers\":-1,\"num_attention_heads\":[1,2],"
                                        + "\"num_key_value_heads\":null,\"vocab_size\":1e999,"
                                        + "\"tie_word_embeddings\":\"yes\",\"text_config\":[]}"))
                .isEqualTo(ModelConfig.UNKNOWN);
    }

    @Test
    void modelsThatSeeKeepTheFactsOneLevelDown() throws IOException {
        ModelConfig config =
                read(
                        "{\"architectures\":[\"Gemma3ForConditionalGeneration\"],"
                                + "\"text_config\":{\"hidden_size\":2560,\"num_hidden_layers\":34,"
                                + "\"tie_word_embeddings\":true}}");
        assertThat(config.hiddenSize()).hasValue(2560);
        assertThat(config.layers()).hasValue(34);
        assertThat(config.tiedHead()).contains(true);
    }

    @Test
    void infinityAsPythonWritesItIsNoError() throws IOException {
        assertThat(read("{\"time_step_limit\":[0.0,Infinity],\"vocab_size\":5}").vocabularySize())
                .hasValue(5);
    }

    private ModelConfig read(String text) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("config.json"), text));
    }
}
