package org.quantoscope.quant;

/**
 * How a file says which weights of a tensor are salient (method.md §3); the order breaks ties of
 * size.
 */
public enum PlacesEncoding implements Choice {
    /** Nothing is salient, nothing is stored. */
    NONE("none"),
    /**
     * Gaps between salient weights in row-major order, Golomb-Rice coded: unary quotients and
     * fixed-width remainders apart.
     */
    RICE("rice"),
    /** One bit per weight. */
    BITMAP("bitmap"),
    /** Per group a count, then the indices within the group (the papers). */
    LISTS("lists");

    private final String key;

    PlacesEncoding(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
