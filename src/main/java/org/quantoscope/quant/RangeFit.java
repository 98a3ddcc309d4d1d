package org.quantoscope.quant;

/**
 * How a class's parameters are found: its range, the best of a few scaled ranges, or least squares
 * on the codes (method.md §3).
 */
public enum RangeFit implements Choice {
    RANGE("range"),
    BEST("best"),
    LEAST_SQUARES("least-squares");

    private final String key;

    RangeFit(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
