package org.quantoscope.tensor;

import java.util.Locale;

/**
 * What a tensor does in a transformer, as far as its name tells.
 *
 * <p>{@link #OTHER} is the honest answer for everything that the naming rules do not know, fused
 * projections and routers included.
 */
public enum TensorRole {
    EMBEDDING,
    Q,
    K,
    V,
    O,
    GATE,
    UP,
    DOWN,
    NORM,
    HEAD,
    OTHER;

    /** The word used in JSON, recipes and on screen. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
