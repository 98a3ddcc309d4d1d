package org.quantoscope.ui.tradeoff;

import org.quantoscope.ui.text.Texts;

import java.util.List;

/**
 * A grid to start from, as it is typed: lists of bits, α in percent, group sizes, ρ, schemes and
 * any further parameters; empty for the method's own.
 */
enum GridPreset {
    QUICK("quick", "3, 4, 5", "0, 2, 5, 8", "", "", "", ""),
    PAPERS("papers", "3, 4", "3, 5, 8, 10, 15", "", "", "", ""),
    WIDE("wide", "2, 3, 4, 5, 6, 8", "0, 1, 2, 3, 5, 8, 12", "", "", "", ""),
    GROUPS("groups", "3, 4", "0, 5, 8", "64, 128, row", "0.85, 0.9, 0.95, 1", "", ""),
    SCHEMES("schemes", "3, 4, 5", "0, 5", "", "", "affine, symmetric, zero-point", ""),
    FITS("fits", "3, 4", "2, 5, 8", "", "", "", "fit=range,best,least-squares"),
    SALIENT(
            "salient",
            "3, 4",
            "2, 5, 8",
            "",
            "",
            "",
            "salient-grid=scheme,lobes salient-bits=same,5,6");

    private final String key;
    private final List<String> lists;

    GridPreset(String key, String... lists) {
        this.key = key;
        this.lists = List.of(lists);
    }

    /** In the order of the form. */
    List<String> lists() {
        return lists;
    }

    @Override
    public String toString() {
        return Texts.text("tradeoff.grid." + key);
    }
}
