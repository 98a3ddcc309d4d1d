package org.quantoscope.ui.model;

import java.util.List;
import java.util.Locale;

/**
 * One thing that the files of the open checkpoint say besides tensors.
 *
 * @param file that says it
 * @param key under which
 * @param type as the file's format calls it
 * @param value as text
 */
public record MetadataLine(String file, String key, String type, String value) {
    /** Whether every word is in its key, its type, its value or the file's name. */
    public boolean has(List<String> words) {
        String all = String.join("\n", key, value, type, file).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)));
    }
}
