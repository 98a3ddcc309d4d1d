package org.quantoscope.ui.tradeoff;

import org.quantoscope.ui.control.Texts;

/**
 * A grid to start from, as it is typed: lists of values, α in percent, empty for the method's own.
 */
enum GridPreset {
    QUICK("quick", "3, 4, 5", "0, 2, 5, 8", "", "", ""),
    PAPERS("papers", "3, 4", "3, 5, 8, 10, 15", "", "", ""),
    WIDE("wide", "2, 3, 4, 5, 6, 8", "0, 1, 2, 3, 5, 8, 12", "", "", ""),
    GROUPS("groups", "3, 4", "0, 5, 8", "64, 128, row", "0.85, 0.9, 0.95, 1", ""),
    SCHEMES("schemes", "3, 4, 5", "0, 5", "", "", "affine, symmetric, zero-point");

    private final String key;
    private final String bits;
    private final String alphas;
    private final String groups;
    private final String clips;
    private final String schemes;

    GridPreset(
            String key, String bits, String alphas, String groups, String clips, String schemes) {
        this.key = key;
        this.bits = bits;
        this.alphas = alphas;
        this.groups = groups;
        this.clips = clips;
        this.schemes = schemes;
    }

    String bits() {
        return bits;
    }

    String alphas() {
        return alphas;
    }

    String groups() {
        return groups;
    }

    String clips() {
        return clips;
    }

    String schemes() {
        return schemes;
    }

    @Override
    public String toString() {
        return Texts.text("tradeoff.grid." + key);
    }
}
