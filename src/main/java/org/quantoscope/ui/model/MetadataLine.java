package org.quantoscope.ui.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that the files of the open checkpoint say besides tensors, and what those of another
 * one say of it.
 *
 * @param file that says it; empty where only the other checkpoint does
 * @param key under which
 * @param type as the file's format calls it
 * @param value as text
 * @param beside what the checkpoint opened beside says; empty where none is open
 */
public record MetadataLine(
        String file, String key, String type, String value, Optional<Beside> beside) {

    /** How a value and that of the checkpoint beside go together. */
    public enum Difference {
        SAME,
        /** The same as far as a table, which is begun only, is shown. */
        SAME_AS_SHOWN,
        DIFFERENT,
        ONLY_A,
        ONLY_B;

        public boolean isOne() {
            return this != SAME && this != SAME_AS_SHOWN;
        }
    }

    /** The same entry of the checkpoint opened beside; empty texts where it has none. */
    public record Beside(String file, String type, String value, Difference difference) {}

    /** Whether every word is in its key, its types, its values or the files' names. */
    public boolean has(List<String> words) {
        String other =
                beside.map(it -> String.join("\n", it.value(), it.type(), it.file())).orElse("");
        String all = String.join("\n", key, value, type, file, other).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)));
    }

    /**
     * Whether the checkpoint beside says something else, or nothing, or it alone says something.
     */
    public boolean differs() {
        return beside.map(it -> it.difference().isOne()).orElse(false);
    }
}
