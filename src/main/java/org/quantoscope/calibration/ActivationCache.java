package org.quantoscope.calibration;

import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.ActivationObserver;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A folder of gathered activations, one file for each model and text.
 *
 * <p>Files appear whole or not at all and may be deleted at any time.
 */
public final class ActivationCache {
    /** Widest input whose sums are gathered: a gigabyte of them. */
    private static final int MOST_WIDTH = 16_384;

    /** The stream of all tokens is held at once. */
    private static final long MOST_STREAM_BYTES = 1L << 30;

    private final Path folder;

    /** The folder of activations in one of caches. */
    public static ActivationCache in(Path caches) {
        return new ActivationCache(caches.resolve("activations"));
    }

    public ActivationCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Where caches are kept: {@code quantoscope} in XDG_CACHE_HOME or ~/.cache.
     *
     * @param environment variables of the process
     */
    public static Path usualFolder(Map<String, String> environment, Path home) {
        String set = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = set.isEmpty() ? home.resolve(".cache") : Path.of(set);
        return base.resolve("quantoscope");
    }

    /** The file that holds these, if it is there. */
    public Path file(ActivationKey key) {
        return folder.resolve(key.fileName());
    }

    /**
     * Opens what was gathered before; empty if nothing was.
     *
     * @throws DamagedActivationsException if there is a file that does not hold it
     */
    public Optional<Activations> open(ActivationKey key, Cancellation cancellation)
            throws IOException {
        Path file = file(key);
        return Files.exists(file)
                ? Optional.of(Activations.open(file, key, cancellation))
                : Optional.empty();
    }

    /**
     * Refuses what would take more memory than a layer's sums and a stream may.
     *
     * @param tokens that are run
     */
    public static void requireFits(DecoderConfig config, long tokens)
            throws UnsupportedModelException {
        int widest =
                Math.max(
                        config.inner(),
                        Math.max(config.hidden(), config.heads() * config.headSize()));
        if (widest > MOST_WIDTH) {
            throw new UnsupportedModelException(
                    "activations are gathered for matrices of up to "
                            + MOST_WIDTH
                            + " columns, but it has one of "
                            + widest);
        }
        long most = MOST_STREAM_BYTES / Float.BYTES / config.hidden();
        if (tokens > most) {
            throw new UnsupportedModelException(
                    "activations of "
                            + tokens
                            + " tokens do not fit into memory; take at most "
                            + most
                            + " with --tokens");
        }
    }

    /**
     * Gathers while {@code run} runs the model, keeps what was gathered, and opens it.
     *
     * @param matrices the model's
     */
    public Activations gather(
            ActivationKey key,
            List<TensorInfo> matrices,
            Multiplier multiplier,
            Cancellation cancellation,
            Consumer<ActivationObserver> run)
            throws IOException {
        Files.createDirectories(folder);
        Path file = file(key);
        try {
            WholeFile.write(
                    file,
                    sibling -> {
                        Files.deleteIfExists(sibling);
                        try (ActivationWriter writer =
                                new ActivationWriter(sibling, key, matrices, multiplier)) {
                            run.accept(writer);
                            writer.finish();
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Activations.open(file, key, cancellation);
    }
}
