package org.quantoscope.quant;

/**
 * Rho: the factor on the range of the non-salient class, from 0.5 to 1; it scales the range and
 * cuts no share of the values.
 */
public record ClipRatio(double value) {
    public static final double MIN = 0.5;
    public static final ClipRatio NONE = new ClipRatio(1);

    public ClipRatio {
        if (!(value >= MIN && value <= 1)) {
            throw new IllegalArgumentException("clip must be between 0.5 and 1, was " + value);
        }
    }
}
