package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * SmolLM2-135M, read from its GGUF, says what transformers says of its dequantized weights in
 * float32. Skipped where the folder of bigger models is missing.
 */
class SmolLm2GoldenTest {
    private static final Path SHARED =
            Path.of(System.getProperty("quantoscope.shared", "../shared"));
    private static final Path MODEL =
            SHARED.resolve("models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final Path REFERENCE = SHARED.resolve("golden/smollm2-reference.json");

    private final WorkerPool pool = WorkerPool.ofProcessors();
    private final KernelProvider.Choice kernels = KernelProvider.choose();
    private final Multiplier multiplier =
            new Multiplier(kernels.forward(), pool, Cancellation.none());
    private Checkpoint checkpoint;
    private Decoder decoder;
    private JsonNode reference;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.exists(MODEL) && Files.exists(REFERENCE), "no " + MODEL);
        checkpoint = Formats.opener().open(MODEL);
        decoder =
                new Decoder(
                        new RecipeValues(checkpoint, Optional.empty(), kernels.kernels(), pool),
                        multiplier,
                        Cancellation.none(),
                        1L << 30);
        reference = new JsonMapper().readTree(Files.readString(REFERENCE));
    }

    @AfterEach
    void close() {
        if (checkpoint != null) {
            checkpoint.close();
        }
        pool.close();
    }

    @Test
    void firstWindowsOfWikiTextAreScoredAlike() throws Exception {
        JsonNode expected = reference.path("perplexity").path(0);
        Path text = SHARED.resolve("texts").resolve(expected.path("text").asString());
        List<Convention.Window> windows =
                EvaluationText.read(text)
                        .windows(
                                Tokenizer.of(checkpoint),
                                Convention.PLAIN,
                                512,
                                1024,
                                decoder.vocabulary());
        Evaluation evaluation =
                new Scorer(decoder, List.of(), multiplier).evaluate(windows, Progress.SILENT);
        for (int i = 0; i < 2; i++) {
            // 2e-4 of a perplexity is as much of a mean log-likelihood.
            assertThat(evaluation.original().windowNll()[i])
                    .isCloseTo(expected.path("window_nll").path(i).doubleValue(), within(2e-4));
        }
    }

    @Test
    void logitsAndGreedyTextAreTheSame() {
        JsonNode prompt = reference.path("greedy").path(0);
        float[] logits = new Generator(decoder, 100).add(ids(prompt.path("ids")));
        for (JsonNode expected : reference.path("logits").path(0).path("top20")) {
            assertThat((double) logits[expected.path(0).intValue()])
                    .isCloseTo(expected.path(1).doubleValue(), within(5e-3));
        }
        Generator generator = new Generator(decoder, 100);
        generator.add(ids(prompt.path("ids")));
        for (int i = 0; i < 12; i++) {
            int token = generator.likeliest();
            assertThat(token).isEqualTo(prompt.path("continuation").path(i).intValue());
            generator.add(token);
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
