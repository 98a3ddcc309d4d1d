package org.quantoscope.quant;

/**
 * The values that codes of salient weights stand for: those of the scheme, or two lobes of sign and
 * magnitude (method.md §3).
 */
public enum SalientGrid implements Choice {
    SCHEME("scheme"),
    LOBES("lobes");

    private final String key;

    SalientGrid(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
