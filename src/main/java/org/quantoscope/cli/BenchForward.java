package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.RecipeValues;
import org.quantoscope.inference.Scorer;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** {@code bench forward}: a model's forward pass over random tokens, and the scoring of them. */
@Command(
        name = "forward",
        description =
                "Run a model over random tokens: the layers alone, and with the second half of each"
                        + " window scored, as llama-perplexity does.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench forward model.gguf --tokens 4096 --repeat 3"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class BenchForward extends BenchRun {
    private final CheckpointOpener opener;

    @Parameters(paramLabel = "PATH", description = "checkpoint")
    private Path path;

    @Option(names = "--tokens", paramLabel = "N", description = "tokens, whole windows of them")
    private int tokens = 4096;

    @Option(names = "--window", paramLabel = "N", description = "tokens that are run together")
    private int window = 512;

    private @Nullable String rates;

    BenchForward(CheckpointOpener opener) {
        this.opener = opener;
    }

    @Override
    String title() {
        return "Forward pass of " + tokens + " tokens in windows of " + window + ", float32";
    }

    @Override
    String unit() {
        return BenchFigures.OPERATIONS;
    }

    @Override
    void measure(BenchFigures figures, KernelProvider.Choice choice, WorkerPool pool, int repeat)
            throws IOException {
        if (window < 4 || tokens < window || tokens > 1 << 20) {
            throw usage("--window must be at least 4, --tokens from a window to 1048576");
        }
        try (Checkpoint checkpoint = opener.open(path)) {
            Multiplier multiplier = new Multiplier(choice.forward(), pool, Cancellation.none());
            Decoder decoder =
                    new Decoder(
                            new RecipeValues(checkpoint, Optional.empty(), choice.kernels(), pool),
                            multiplier,
                            Cancellation.none(),
                            0);
            measure(figures, decoder, multiplier, repeat);
        } catch (UnsupportedModelException e) {
            throw new CommandFailedException(path + ": " + e.getMessage(), e);
        }
    }

    private void measure(BenchFigures figures, Decoder decoder, Multiplier multiplier, int repeat) {
        int count = tokens / window;
        Random random = new Random(window);
        int[] text = random.ints((long) count * window, 0, decoder.vocabulary()).toArray();
        List<Convention.Window> windows =
                Convention.HALF.windows(text, window, java.util.OptionalInt.empty(), false);
        long block = 2L * blockWeights(decoder.config()) * text.length;
        long head =
                2L
                        * decoder.config().hidden()
                        * decoder.vocabulary()
                        * windows.stream().mapToLong(Convention.Window::scored).sum();
        Scorer scorer = new Scorer(decoder, List.of(), multiplier);
        long[] product = new long[1];
        long[] least = {Long.MAX_VALUE, 0};
        figures.time(
                "layers",
                block,
                repeat,
                i ->
                        decoder.batches(windows)
                                .forEach(batch ->
                                        decoder.run(Decoder.tokens(batch), Progress.SILENT)));
        figures.time(
                "layers, head and scores",
                block + head,
                repeat,
                i -> {
                    product[0] = multiplier.productNanos();
                    long start = System.nanoTime();
                    scorer.evaluate(windows, Progress.SILENT);
                    long nanos = System.nanoTime() - start;
                    if (nanos < least[0]) {
                        least[0] = nanos;
                        least[1] = multiplier.productNanos() - product[0];
                    }
                });
        rates =
                String.format(
                        Locale.ROOT,
                        "scored at %.0f tokens/s, %.0f %% of the time in the matrix product (%.0f"
                                + " GFLOP/s)",
                        text.length * 1e9 / least[0],
                        100.0 * least[1] / least[0],
                        (double) (block + head) / least[1]);
    }

    @Override
    void printMore(PrintWriter out) {
        if (rates != null) {
            out.println();
            out.println(rates);
        }
    }

    private static long blockWeights(DecoderConfig config) {
        long hidden = config.hidden();
        long queries = (long) config.heads() * config.headSize();
        long keys = (long) config.keyValueHeads() * config.headSize();
        return config.layers() * (hidden * (2 * queries + 2 * keys) + 3 * hidden * config.inner());
    }
}
