package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.DecoderConfig;

/** Keys and values of the tokens that a sequence has so far, layer by layer, for generating. */
final class KeyValueCache {
    private final int stride;
    private final int capacity;
    private final float[][] keys;
    private final float[][] values;
    private int length;

    /**
     * @param capacity most tokens
     */
    KeyValueCache(DecoderConfig config, int capacity) {
        this.stride = config.keyValueHeads() * config.headSize();
        this.capacity = capacity;
        int room = Math.multiplyExact(capacity, stride);
        this.keys = new float[config.layers()][room];
        this.values = new float[config.layers()][room];
    }

    /** Tokens it holds. */
    int length() {
        return length;
    }

    /**
     * Puts the keys and values of {@code count} further tokens behind; {@link #grow} counts them.
     */
    void put(int layer, float[] newKeys, float[] newValues, int count) {
        if (count > capacity - length) {
            throw new IllegalArgumentException("the cache holds " + capacity + " tokens");
        }
        System.arraycopy(newKeys, 0, keys[layer], length * stride, count * stride);
        System.arraycopy(newValues, 0, values[layer], length * stride, count * stride);
    }

    void grow(int count) {
        length += count;
    }

    float[] keys(int layer) {
        return keys[layer];
    }

    float[] values(int layer) {
        return values[layer];
    }
}
