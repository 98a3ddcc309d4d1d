package org.quantoscope.inference;

import org.quantoscope.kernel.PackedRows;

/** Continues a sequence of tokens, the likeliest one each time. Not thread-safe. */
public final class Generator {
    private final Decoder decoder;
    private final KeyValueCache cache;
    private final float[] logits;
    private final PackedRows state;

    /**
     * @param most tokens of the sequence, those given included
     */
    public Generator(Decoder decoder, int most) {
        this.decoder = decoder;
        this.cache = new KeyValueCache(decoder.config(), most);
        this.logits = new float[decoder.vocabulary()];
        this.state = new PackedRows(1, decoder.config().hidden());
    }

    /**
     * Adds tokens to the sequence.
     *
     * @param tokens at least one, each below the size of the vocabulary
     * @return logits of what follows the last one [vocabulary]; overwritten by the next call
     */
    public float[] add(int... tokens) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("no tokens to continue; give at least one");
        }
        for (int token : tokens) {
            if (token < 0 || token >= logits.length) {
                throw new IllegalArgumentException(
                        "token " + token + " is none of the model's " + logits.length);
            }
        }
        float[] states = decoder.run(tokens, cache);
        state.set(0, states, (tokens.length - 1) * decoder.config().hidden());
        decoder.logits(state, logits);
        return logits;
    }

    /** The likeliest token by the logits that {@link #add} returned; the first of equals. */
    public int likeliest() {
        return Likelihood.argmax(decoder.kernels(), logits, 0, logits.length);
    }
}
