package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.DecoderConfigs;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass of a decoder of the Llama family, float32, one layer after the other over a
 * batch of sequences.
 *
 * <p>What it computes depends neither on the number of threads nor on the width of vectors nor on
 * what else is in the batch. Not thread-safe: it owns the pieces that weights are read into.
 */
public final class Decoder {
    /** What {@link #run} returns has the same bits as long as this is the same. */
    public static final String VERSION = "2";

    private static final long BATCH_BYTES = 256L << 20;

    private final DecoderConfig config;
    private final DecoderTensors tensors;
    private final Multiplier multiplier;
    private final Projections weights;
    private final Attention attention;
    private final float[] ropeDivisors;

    /**
     * @param keepBytes memory in which packed weights may be kept from one pass to the next; 0 to
     *     read them every time
     * @throws UnsupportedModelException if the model is none that is run, or lacks something
     */
    public Decoder(
            RecipeValues values, Multiplier multiplier, Cancellation cancellation, long keepBytes)
            throws IOException, UnsupportedModelException {
        this.config = DecoderConfigs.of(values.checkpoint());
        this.tensors = DecoderTensors.of(values.checkpoint(), config);
        this.multiplier = multiplier;
        this.weights = new Projections(values, multiplier, cancellation, keepBytes / Float.BYTES);
        this.attention = new Attention(config, multiplier.kernels());
        this.ropeDivisors =
                tensors.ropeDivisors().map(weights::vector).orElseGet(() -> new float[0]);
    }

    public DecoderConfig config() {
        return config;
    }

    ForwardKernels kernels() {
        return multiplier.kernels();
    }

    /** Tokens that the model knows. */
    public int vocabulary() {
        return Math.toIntExact(tensors.embedding().rows());
    }

    /** Bytes of activations that a token of a batch needs. */
    public long bytesPerToken() {
        long floats =
                4L * config.hidden()
                        + 3L * config.heads() * config.headSize()
                        + 2L * config.keyValueHeads() * config.headSize()
                        + 3L * config.inner();
        return floats * Float.BYTES;
    }

    /**
     * Runs sequences from their first position on.
     *
     * @return hidden states behind the last norm [tokens of all sequences, hidden], in order
     */
    public float[] run(List<int[]> sequences, Progress progress) {
        return run(List.of(sequences), ActivationObserver.NONE, progress).getFirst();
    }

    /**
     * Runs batches of sequences, each layer over all of them before the next one, so that what an
     * observer gathers of a layer is complete before it sees another.
     *
     * @return what {@link #run(List, Progress)} returns of each batch
     */
    public List<float[]> run(
            List<List<int[]>> batches, ActivationObserver observer, Progress progress) {
        List<DecoderPass> passes = new ArrayList<>();
        for (List<int[]> sequences : batches) {
            passes.add(pass(sequences, null));
        }
        int layers = config.layers();
        long total = (long) layers * passes.size();
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < passes.size(); i++) {
                progress.update((long) layer * passes.size() + i, total, "layer " + layer);
                passes.get(i).layer(layer, observer);
            }
            observer.endOfLayer();
        }
        List<float[]> states = new ArrayList<>();
        for (DecoderPass each : passes) {
            states.add(each.end());
            observer.observe(List.of(tensors.head()), states.getLast(), each.tokens());
        }
        observer.endOfLayer();
        progress.update(total, total, "");
        return states;
    }

    /** Windows in batches that are run together; how they are cut depends on the model only. */
    public List<List<Convention.Window>> batches(List<Convention.Window> windows) {
        long most = Math.max(1, BATCH_BYTES / bytesPerToken());
        List<List<Convention.Window>> batches = new ArrayList<>();
        List<Convention.Window> batch = new ArrayList<>();
        long tokens = 0;
        for (Convention.Window window : windows) {
            if (!batch.isEmpty() && tokens + window.tokens().length > most) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(window);
            tokens += window.tokens().length;
        }
        batches.add(batch);
        return batches;
    }

    /** The tokens of windows. */
    public static List<int[]> tokens(List<Convention.Window> windows) {
        return windows.stream().map(Convention.Window::tokens).toList();
    }

    /** Runs further tokens of the sequence in {@code cache}. */
    float[] run(int[] tokens, KeyValueCache cache) {
        DecoderPass pass = pass(List.of(tokens), cache);
        for (int layer = 0; layer < config.layers(); layer++) {
            pass.layer(layer, ActivationObserver.NONE);
        }
        cache.grow(tokens.length);
        return pass.end();
    }

    private DecoderPass pass(List<int[]> sequences, @Nullable KeyValueCache cache) {
        return new DecoderPass(
                config, tensors, weights, attention, multiplier, ropeDivisors, sequences, cache);
    }

    /**
     * Logits of hidden states.
     *
     * @param states [rows, hidden], packed
     * @param into receives [rows, vocabulary]
     */
    public void logits(PackedRows states, float[] into) {
        weights.multiply(states, tensors.head(), into);
    }
}
