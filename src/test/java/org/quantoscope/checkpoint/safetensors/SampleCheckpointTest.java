package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.nio.file.Path;

/** The bundled samples open and are what samples/README.md says. */
class SampleCheckpointTest {
    @Test
    void opensStories260kAsACompleteLlama() throws IOException {
        try (Checkpoint stories = new SafetensorsFormat().open(Path.of("samples/stories260k"))) {
            assertThat(stories.name()).isEqualTo("stories260k");
            assertThat(stories.config().architecture()).contains("LlamaForCausalLM");
            assertThat(stories.config().keyValueHeads()).hasValue(4);
            assertThat(stories.config().tiedHead()).contains(true);
            assertThat(stories.tensors().stream().mapToLong(TensorInfo::elementCount).sum())
                    .isEqualTo(260_032);
            assertThat(stories.tensors())
                    .extracting(TensorInfo::role)
                    .doesNotContain(TensorRole.OTHER);
            assertThat(stories.companionFiles())
                    .containsExactly("config.json", "tokenizer.json", "tokenizer_config.json");
            assertThat(stories.metadata()).containsKey("model.safetensors");
            assertThat(stories.recipeJson()).isEmpty();
        }
    }

    @Test
    void opensTheTwoAttentionMatricesWithoutAConfiguration() throws IOException {
        try (Checkpoint gpt2 = new SafetensorsFormat().open(Path.of("samples/gpt2-attention"))) {
            assertThat(gpt2.tensors())
                    .extracting(TensorInfo::name)
                    .containsExactly("h.0.attn.query.weight", "h.11.attn.proj.weight");
            assertThat(gpt2.tensors())
                    .extracting(TensorInfo::role)
                    .containsExactly(TensorRole.Q, TensorRole.O);
            assertThat(gpt2.tensors()).noneMatch(TensorInfo::transposed);
        }
    }
}
