package org.quantoscope.ui.palette;

import java.util.Locale;

/**
 * Something that can be chosen.
 *
 * @param words what it is
 * @param detail what else is good to know: its key, or what kind of thing it is
 * @param action what choosing it does
 */
record Entry(String words, String detail, Runnable action) {
    /** Whether every word of {@code typed} occurs, wherever and however it is written. */
    boolean matches(String typed) {
        String all = (words + " " + detail).toLowerCase(Locale.ROOT);
        for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
