package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.DecoderConfigs;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forward pass of a decoder of the Llama family, float32, one layer after the other over a
 * batch of sequences.
 *
 * <p>What it computes depends neither on the number of threads nor on the width of vectors nor on
 * what else is in the batch. Not thread-safe: it owns the pieces that weights are read into.
 */
public final class Decoder {
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
        return new Pass(sequences, null).run(progress);
    }

    /** Runs further tokens of the sequence in {@code cache}. */
    float[] run(int[] tokens, KeyValueCache cache) {
        return new Pass(List.of(tokens), cache).run(Progress.SILENT);
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

    /** One batch on its way through the layers. */
    private final class Pass {
        private final List<int[]> sequences;
        private final @Nullable KeyValueCache cache;
        private final int tokens;
        private final int[] positions;
        private final RotaryTable rotary;
        private final int hidden = config.hidden();
        private final int queryWidth = config.heads() * config.headSize();
        private final int keyWidth = config.keyValueHeads() * config.headSize();
        private final float[] stream;
        private final float[] change;
        private final float[] queries;
        private final float[] attended;
        private final float[] keys;
        private final float[] values;
        private final float[] gate;
        private final float[] up;
        private final PackedRows normed;
        private final PackedRows mixed;
        private final PackedRows inner;

        Pass(List<int[]> sequences, @Nullable KeyValueCache cache) {
            this.sequences = sequences;
            this.cache = cache;
            int past = cache == null ? 0 : cache.length();
            tokens = sequences.stream().mapToInt(it -> it.length).sum();
            positions = new int[tokens];
            int at = 0;
            int most = 0;
            for (int[] sequence : sequences) {
                for (int i = 0; i < sequence.length; i++) {
                    positions[at++] = past + i;
                }
                most = Math.max(most, past + sequence.length);
            }
            rotary = new RotaryTable(config, most, ropeDivisors);
            stream = new float[Math.multiplyExact(tokens, hidden)];
            change = new float[tokens * hidden];
            queries = new float[Math.multiplyExact(tokens, queryWidth)];
            attended = new float[tokens * queryWidth];
            keys = new float[tokens * keyWidth];
            values = new float[tokens * keyWidth];
            gate = new float[Math.multiplyExact(tokens, config.inner())];
            up = new float[tokens * config.inner()];
            normed = new PackedRows(tokens, hidden);
            mixed = new PackedRows(tokens, queryWidth);
            inner = new PackedRows(tokens, config.inner());
        }

        float[] run(Progress progress) {
            embed();
            for (int i = 0; i < config.layers(); i++) {
                progress.update(i, config.layers(), "layer " + i);
                DecoderLayer layer = tensors.layers().get(i);
                attend(i, layer);
                feedForward(layer);
            }
            if (cache != null) {
                cache.grow(tokens);
            }
            float[] weight = weights.vector(tensors.norm());
            multiplier.forEachRow(
                    tokens,
                    row ->
                            RootMeanSquare.normalize(
                                    stream,
                                    row * hidden,
                                    weight,
                                    config.normEpsilon(),
                                    stream,
                                    row * hidden));
            progress.update(config.layers(), config.layers(), "");
            return stream;
        }

        private void embed() {
            Map<Integer, Integer> seen = new HashMap<>();
            int row = 0;
            for (int[] sequence : sequences) {
                for (int token : sequence) {
                    Integer before = seen.putIfAbsent(token, row);
                    if (before == null) {
                        weights.row(tensors.embedding(), token, stream, row * hidden);
                    } else {
                        System.arraycopy(stream, before * hidden, stream, row * hidden, hidden);
                    }
                    row++;
                }
            }
        }

        private void attend(int index, DecoderLayer layer) {
            norm(layer.attentionNorm());
            project(normed, layer.q(), queries);
            project(normed, layer.k(), keys);
            project(normed, layer.v(), values);
            turn(queries, queryWidth, layer.qNorm());
            turn(keys, keyWidth, layer.kNorm());
            if (cache != null) {
                cache.put(index, keys, values, tokens);
            }
            int perSequence = config.keyValueHeads();
            int[] firstRows = firstRows();
            int window = window(index);
            multiplier.forEach(
                    sequences.size() * perSequence,
                    part -> {
                        int number = part / perSequence;
                        attention.attend(
                                sequence(index, number, firstRows[number], window),
                                part % perSequence,
                                attended);
                    });
            multiplier.pack(attended, mixed);
            project(mixed, layer.o(), change);
            addChange();
        }

        private Attention.Sequence sequence(int layer, int number, int firstRow, int window) {
            int count = sequences.get(number).length;
            return cache == null
                    ? new Attention.Sequence(
                            queries, firstRow, count, keys, values, firstRow, 0, window)
                    : new Attention.Sequence(
                            queries,
                            firstRow,
                            count,
                            cache.keys(layer),
                            cache.values(layer),
                            0,
                            cache.length(),
                            window);
        }

        private int[] firstRows() {
            int[] first = new int[sequences.size()];
            for (int i = 1; i < first.length; i++) {
                first[i] = first[i - 1] + sequences.get(i - 1).length;
            }
            return first;
        }

        private int window(int layer) {
            return config.slidingWindow().isPresent() && layer >= config.firstWindowedLayer()
                    ? config.slidingWindow().getAsInt()
                    : Integer.MAX_VALUE;
        }

        private void feedForward(DecoderLayer layer) {
            norm(layer.feedForwardNorm());
            project(normed, layer.gate(), gate);
            project(normed, layer.up(), up);
            int width = config.inner();
            multiplier.forEachRow(
                    tokens,
                    row -> {
                        multiplier.kernels().gate(gate, up, row * width, width);
                        inner.set(row, gate, row * width);
                    });
            project(inner, layer.down(), change);
            addChange();
        }

        private void norm(TensorInfo tensor) {
            float[] weight = weights.vector(tensor);
            multiplier.forEachRow(
                    tokens,
                    row -> {
                        int at = row * hidden;
                        RootMeanSquare.normalize(
                                stream, at, weight, config.normEpsilon(), change, at);
                        normed.set(row, change, at);
                    });
        }

        private void project(PackedRows left, DecoderLayer.Linear linear, float[] into) {
            weights.multiply(left, linear.weight(), into);
            if (linear.bias().isPresent()) {
                float[] bias = weights.vector(linear.bias().get());
                multiplier.forEachRow(
                        tokens,
                        row -> {
                            int at = row * bias.length;
                            for (int i = 0; i < bias.length; i++) {
                                into[at + i] += bias[i];
                            }
                        });
            }
        }

        private void turn(float[] heads, int width, Optional<TensorInfo> norm) {
            float[] weight = norm.map(weights::vector).orElseGet(() -> new float[0]);
            int size = config.headSize();
            multiplier.forEachRow(
                    tokens,
                    row -> {
                        for (int at = row * width; at < (row + 1) * width; at += size) {
                            if (weight.length > 0) {
                                RootMeanSquare.normalize(
                                        heads, at, weight, config.normEpsilon(), heads, at);
                            }
                            rotary.turn(heads, at, positions[row]);
                        }
                    });
        }

        private void addChange() {
            multiplier.forEachRow(
                    tokens,
                    row -> {
                        for (int i = row * hidden; i < (row + 1) * hidden; i++) {
                            stream[i] += change[i];
                        }
                    });
        }
    }
}
