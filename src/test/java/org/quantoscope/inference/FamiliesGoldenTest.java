package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Llama 3 with scaled positions, Mistral with wide heads, Qwen2 with biases and Qwen3 with norms of
 * heads continue as transformers does.
 */
class FamiliesGoldenTest {
    private static final Path FAMILIES = Path.of("src", "test", "resources", "gguf", "families");

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "mistral", "qwen2", "qwen3"})
    void continueGreedilyWithTheSameTokens(String family) throws Exception {
        JsonNode reference =
                new JsonMapper().readTree(FAMILIES.resolve("reference.json").toFile()).path(family);
        KernelProvider.Choice kernels = KernelProvider.choose();
        try (WorkerPool pool = new WorkerPool(2);
                Checkpoint checkpoint = Formats.opener().open(FAMILIES.resolve(family))) {
            Decoder decoder =
                    new Decoder(
                            new RecipeValues(checkpoint, Optional.empty(), kernels.kernels(), pool),
                            new Multiplier(kernels.forward(), pool, Cancellation.none()),
                            Cancellation.none(),
                            1 << 22);
            assertThat(reference.path("greedy")).isNotEmpty();
            for (JsonNode each : reference.path("greedy")) {
                Generator generator = new Generator(decoder, 200);
                for (JsonNode id : each.path("ids")) {
                    generator.add(id.intValue());
                }
                for (JsonNode expected : each.path("continuation")) {
                    int token = generator.likeliest();
                    assertThat(token)
                            .as(each.path("prompt").asString())
                            .isEqualTo(expected.intValue());
                    generator.add(token);
                }
            }
        }
    }
}
