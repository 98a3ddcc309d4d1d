package org.quantoscope.ui.palette;

import java.util.Arrays;
import java.util.Locale;

/**
 * Something that can be chosen.
 *
 * @param words what it is
 * @param detail what else is good to know: its key, or what kind of thing it is
 * @param about a sentence on it, searched like the rest but not shown
 * @param action what choosing it does
 */
record Entry(String words, String detail, String about, Runnable action) {
    /** Whether every word of {@code typed} occurs, wherever and however it is written. */
    boolean matches(String typed) {
        return all(typed, words + " " + detail + " " + about);
    }

    /** Whether they occur in what is shown: such entries come first. */
    boolean shows(String typed) {
        return all(typed, words + " " + detail);
    }

    private static boolean all(String typed, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(typed.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(lower::contains);
    }
}
