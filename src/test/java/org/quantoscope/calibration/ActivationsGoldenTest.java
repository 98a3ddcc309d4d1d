package org.quantoscope.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.RecipeValues;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Activations and forward errors are those of make_activations_golden.py. */
class ActivationsGoldenTest {
    private static final KernelProvider.Choice KERNELS = KernelProvider.choose();

    @TempDir private Path folder;
    private Checkpoint checkpoint;
    private JsonNode reference;

    @BeforeEach
    void open() throws Exception {
        checkpoint = Formats.opener().open(Path.of("samples", "stories260k"));
        try (InputStream in = getClass().getResourceAsStream("/calibration/activations.json")) {
            reference = new JsonMapper().readTree(in);
        }
    }

    @AfterEach
    void close() {
        checkpoint.close();
    }

    private List<Convention.Window> windows() {
        List<Convention.Window> windows = new ArrayList<>();
        for (JsonNode window : reference.path("windows")) {
            int[] ids = new int[window.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = window.path(i).intValue();
            }
            windows.add(new Convention.Window(ids, 1));
        }
        return windows;
    }

    private ActivationKey key(Decoder decoder) throws Exception {
        return ActivationKey.of(
                checkpoint,
                decoder.config(),
                "windows",
                Convention.PLAIN,
                512,
                windows(),
                Cancellation.none());
    }

    private Decoder decoder(WorkerPool pool, Multiplier multiplier) throws Exception {
        RecipeValues values =
                new RecipeValues(checkpoint, Optional.empty(), KERNELS.kernels(), pool);
        return new Decoder(values, multiplier, Cancellation.none(), 0);
    }

    private Path gathered(Path cacheFolder, int threads, List<List<Convention.Window>> batches)
            throws Exception {
        try (WorkerPool pool = new WorkerPool(threads)) {
            Multiplier multiplier = new Multiplier(KERNELS.forward(), pool, Cancellation.none());
            Decoder decoder = decoder(pool, multiplier);
            ActivationCache cache = new ActivationCache(cacheFolder);
            List<TensorInfo> matrices =
                    checkpoint.tensors().stream().filter(TensorInfo::isMatrix).toList();
            List<List<int[]>> sequences = batches.stream().map(Decoder::tokens).toList();
            cache.gather(
                            key(decoder),
                            matrices,
                            multiplier,
                            Cancellation.none(),
                            observer -> decoder.run(sequences, observer, Progress.SILENT))
                    .close();
            return cache.file(key(decoder));
        }
    }

    @Test
    void areThoseOfNumpy() throws Exception {
        // Cut into two batches, as longer texts are.
        List<Convention.Window> all = windows();
        Path file = gathered(folder, 2, List.of(all.subList(0, 1), all.subList(1, 3)));
        try (WorkerPool pool = new WorkerPool(2)) {
            Multiplier multiplier = new Multiplier(KERNELS.forward(), pool, Cancellation.none());
            Activations activations =
                    Activations.open(file, key(decoder(pool, multiplier)), Cancellation.none());
            assertThat(activations.count()).isEqualTo(16 + 48 + 301);
            TensorSpec rough = Preset.RTN.at(new BitWidth(3)).withGroupSize(new GroupSize(32));
            ForwardError errors =
                    new ForwardError(
                            new RecipeValues(checkpoint, Optional.empty(), KERNELS.kernels(), pool),
                            new RecipeValues(checkpoint, tensor -> rough, KERNELS.kernels(), pool),
                            multiplier,
                            Cancellation.none());
            int compared = 0;
            for (TensorInfo tensor : checkpoint.tensors()) {
                JsonNode expected = reference.path("matrices").path(tensor.name());
                if (expected.isMissingNode()) {
                    continue;
                }
                compared++;
                InputActivations inputs = activations.of(tensor).orElseThrow();
                double trace = expected.path("trace").doubleValue();
                Offset<Double> small = within(1e-6 * trace);
                int last = inputs.width() - 1;
                double sum = 0;
                for (int i = 0; i <= last; i++) {
                    sum += inputs.sum(i, i);
                }
                assertThat(sum).isCloseTo(trace, within(1e-5 * trace));
                assertThat((double) inputs.sum(1, 0))
                        .isCloseTo(expected.path("first").doubleValue(), small);
                assertThat((double) inputs.sum(last - 1, last))
                        .isCloseTo(expected.path("last").doubleValue(), small);
                assertThat((double) inputs.meanAbsolute(last))
                        .isCloseTo(expected.path("meanAbs").path(1).doubleValue(), within(1e-5));
                assertThat(inputs.shape().identityDistance())
                        .isCloseTo(expected.path("identityDistance").doubleValue(), within(1e-5));
                assertThat(inputs.shape().offDiagonalShare())
                        .isCloseTo(expected.path("offDiagonalShare").doubleValue(), within(1e-5));
                double error = expected.path("forwardError").doubleValue();
                assertThat(errors.of(tensor, inputs))
                        .as(tensor.name())
                        .isCloseTo(error, within(2e-5 * error));
            }
            assertThat(compared).isEqualTo(35);
            activations.close();
        }
    }

    @Test
    void filesDoNotDependOnThreads() throws Exception {
        byte[] one = Files.readAllBytes(gathered(folder.resolve("a"), 1, List.of(windows())));
        byte[] three = Files.readAllBytes(gathered(folder.resolve("b"), 3, List.of(windows())));
        assertThat(three).isEqualTo(one);
    }

    @Test
    void refusesFilesThatAreNotWhole() throws Exception {
        Path file = gathered(folder, 2, List.of(windows()));
        byte[] whole = Files.readAllBytes(file);
        assertDamaged(file, java.util.Arrays.copyOf(whole, whole.length - 1), "activations are");
        assertDamaged(file, new byte[0], "activations are gathered again");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        assertDamaged(file, flipped, "does not have its checksum");
        assertDamaged(
                file, replaced(whole, "activations\":\"1\"", "activations\":\"9\""), "version 9");
        assertDamaged(
                file, replaced(whole, "tokens\":\"", "tokenz\":\""), "another model's or text's");
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void assertDamaged(Path file, byte[] bytes, String reason) throws Exception {
        Files.write(file, bytes);
        try (WorkerPool pool = new WorkerPool(1)) {
            Decoder decoder =
                    decoder(pool, new Multiplier(KERNELS.forward(), pool, Cancellation.none()));
            ActivationKey key = key(decoder);
            assertThatThrownBy(() -> new ActivationCache(folder).open(key, Cancellation.none()))
                    .isInstanceOf(DamagedActivationsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("\n");
        }
    }
}
