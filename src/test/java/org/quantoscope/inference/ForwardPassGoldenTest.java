package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The sample model says what transformers says of it in float32. */
class ForwardPassGoldenTest {
    private static final KernelProvider.Choice KERNELS = KernelProvider.choose();

    private final WorkerPool pool = new WorkerPool(2);
    private final Multiplier multiplier =
            new Multiplier(KERNELS.forward(), pool, Cancellation.none());
    private Checkpoint checkpoint;
    private Decoder decoder;
    private JsonNode reference;

    @BeforeEach
    void open() throws Exception {
        checkpoint = Formats.opener().open(Path.of("samples", "stories260k"));
        decoder = decoder(Optional.empty());
        try (InputStream in =
                getClass().getResourceAsStream("/inference/stories260k-reference.json")) {
            reference = new JsonMapper().readTree(in);
        }
    }

    private Decoder decoder(Optional<Recipe> recipe) throws Exception {
        return new Decoder(
                new RecipeValues(checkpoint, recipe, KERNELS.kernels(), pool),
                multiplier,
                Cancellation.none(),
                1 << 22);
    }

    @AfterEach
    void close() {
        checkpoint.close();
        pool.close();
    }

    @Test
    void logitsAreWithinOneTenThousandth() {
        for (JsonNode each : reference.path("logits")) {
            float[] logits = new Generator(decoder, 600).add(ids(each.path("ids")));
            JsonNode expected = each.path("logits");
            assertThat(logits).hasSize(expected.size());
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i])
                        .as("token %d", i)
                        .isCloseTo(expected.path(i).doubleValue(), within(1e-4));
            }
        }
    }

    @Test
    void continuesGreedilyWithTheSameTokens() {
        for (JsonNode each : reference.path("greedy")) {
            Generator generator = new Generator(decoder, 600);
            generator.add(ids(each.path("ids")));
            for (JsonNode expected : each.path("continuation")) {
                int token = generator.likeliest();
                assertThat(token).isEqualTo(expected.intValue());
                generator.add(token);
            }
        }
    }

    @Test
    void windowsAreScoredAlike() {
        for (JsonNode each : reference.path("perplexity")) {
            int[] window = ids(each.path("first_window_ids"));
            Evaluation evaluation =
                    new Scorer(decoder, List.of(), multiplier)
                            .evaluate(List.of(new Convention.Window(window, 1)), Progress.SILENT);
            assertThat(evaluation.original().nll())
                    .isCloseTo(each.path("window_nll").doubleValue(), within(1e-5));
        }
    }

    private static int[] ids(JsonNode node) {
        int[] ids = new int[node.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = node.path(i).intValue();
        }
        return ids;
    }
}
