package org.quantoscope.quant;

/**
 * Alpha: the share of weights asked to be salient, from 0 to 0.2 (method.md §2; not AWQ's exponent
 * on activations).
 */
public record SalientShare(double value) {
    public static final double MAX = 0.2;
    public static final SalientShare NONE = new SalientShare(0);

    public SalientShare {
        if (!(value >= 0 && value <= MAX)) {
            throw new IllegalArgumentException("alpha must be between 0 and 0.2, was " + value);
        }
    }

    /** Largest number of salient weights among {@code count}: floor(alpha · count). */
    public long of(long count) {
        return (long) Math.floor(value * (double) count);
    }
}
