package org.quantoscope.inference;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.tensor.TensorInfo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One batch of sequences on its way through the layers of a decoder.
 *
 * <p>Owns the residual stream only. All else lies in the multiplier's room, so passes that share
 * one take turns, layer by layer.
 */
final class DecoderPass {
    private final DecoderConfig config;
    private final DecoderTensors tensors;
    private final Projections weights;
    private final Attention attention;
    private final Multiplier multiplier;
    private final List<int[]> sequences;
    private final @Nullable KeyValueCache cache;
    private final int tokens;
    private final int[] positions;
    private final RotaryTable rotary;
    private final int hidden;
    private final int queryWidth;
    private final int keyWidth;
    private final float[] stream;

    DecoderPass(
            DecoderConfig config,
            DecoderTensors tensors,
            Projections weights,
            Attention attention,
            Multiplier multiplier,
            float[] ropeDivisors,
            List<int[]> sequences,
            @Nullable KeyValueCache cache) {
        this.config = config;
        this.tensors = tensors;
        this.weights = weights;
        this.attention = attention;
        this.multiplier = multiplier;
        this.sequences = sequences;
        this.cache = cache;
        this.hidden = config.hidden();
        this.queryWidth = config.heads() * config.headSize();
        this.keyWidth = config.keyValueHeads() * config.headSize();
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
        embed();
    }

    int tokens() {
        return tokens;
    }

    /** Runs one layer; layers come in their order. */
    void layer(int index, ActivationObserver observer) {
        DecoderLayer layer = tensors.layers().get(index);
        attend(index, layer, observer);
        feedForward(layer, observer);
    }

    /** The stream behind the last norm [tokens, hidden]. */
    float[] end() {
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
        return stream;
    }

    private float[] room(Multiplier.Room use, int width) {
        return multiplier.room(use, Math.multiplyExact(tokens, width));
    }

    private PackedRows packed(Multiplier.Room use, int width) {
        return new PackedRows(
                tokens, width, multiplier.room(use, PackedRows.length(tokens, width)));
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

    private void attend(int index, DecoderLayer layer, ActivationObserver observer) {
        float[] queries = room(Multiplier.Room.QUERIES, queryWidth);
        float[] keys = room(Multiplier.Room.KEYS, keyWidth);
        float[] values = room(Multiplier.Room.VALUES, keyWidth);
        float[] attended = room(Multiplier.Room.INNER, queryWidth);
        PackedRows normed =
                norm(
                        layer.attentionNorm(),
                        observer,
                        List.of(layer.q().weight(), layer.k().weight(), layer.v().weight()));
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
                    int first = firstRows[number];
                    int count = sequences.get(number).length;
                    attention.attend(
                            cache == null
                                    ? new Attention.Sequence(
                                            queries, first, count, keys, values, first, 0, window)
                                    : new Attention.Sequence(
                                            queries,
                                            first,
                                            count,
                                            cache.keys(index),
                                            cache.values(index),
                                            0,
                                            cache.length(),
                                            window),
                            part % perSequence,
                            attended);
                });
        observer.observe(List.of(layer.o().weight()), attended, tokens);
        PackedRows mixed = packed(Multiplier.Room.PACKED_INNER, queryWidth);
        multiplier.pack(attended, mixed);
        float[] change = room(Multiplier.Room.CHANGE, hidden);
        project(mixed, layer.o(), change);
        add(change);
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

    private void feedForward(DecoderLayer layer, ActivationObserver observer) {
        int width = config.inner();
        float[] gate = room(Multiplier.Room.INNER, width);
        float[] up = room(Multiplier.Room.UP, width);
        PackedRows normed =
                norm(
                        layer.feedForwardNorm(),
                        observer,
                        List.of(layer.gate().weight(), layer.up().weight()));
        project(normed, layer.gate(), gate);
        project(normed, layer.up(), up);
        PackedRows inner = packed(Multiplier.Room.PACKED_INNER, width);
        multiplier.forEachRow(
                tokens,
                row -> {
                    multiplier.kernels().gate(gate, up, row * width, width);
                    inner.set(row, gate, row * width);
                });
        observer.observe(List.of(layer.down().weight()), gate, tokens);
        float[] change = room(Multiplier.Room.CHANGE, hidden);
        project(inner, layer.down(), change);
        add(change);
    }

    private PackedRows norm(
            TensorInfo tensor, ActivationObserver observer, List<TensorInfo> readers) {
        float[] weight = weights.vector(tensor);
        float[] normal = room(Multiplier.Room.CHANGE, hidden);
        PackedRows packed = packed(Multiplier.Room.PACKED, hidden);
        multiplier.forEachRow(
                tokens,
                row -> {
                    int at = row * hidden;
                    RootMeanSquare.normalize(stream, at, weight, config.normEpsilon(), normal, at);
                    packed.set(row, normal, at);
                });
        observer.observe(readers, normal, tokens);
        return packed;
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

    private void add(float[] change) {
        multiplier.forEachRow(
                tokens,
                row -> {
                    for (int i = row * hidden; i < (row + 1) * hidden; i++) {
                        stream[i] += change[i];
                    }
                });
    }
}
