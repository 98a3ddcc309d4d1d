package org.quantoscope.quant;

/**
 * How a class's codes become values (method.md §3): affine q·s + m, symmetric q·s, or zero-point (q
 * − z)·s.
 */
public enum Scheme implements Choice {
    AFFINE("affine"),
    SYMMETRIC("symmetric"),
    ZERO_POINT("zero-point");

    private final String key;

    Scheme(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
