package org.quantoscope.checkpoint;

/**
 * One thing that a checkpoint's files say besides tensors, for people to read.
 *
 * @param file that says it, relative to the checkpoint's folder
 * @param key under which; the way to a member of a JSON file has its steps apart by points
 * @param type as the file's format calls it, for example {@code u32} or {@code string}
 * @param value as text, at most {@link #MOST_CHARS} characters and what was left out; tables are
 *     counted, and begun
 */
public record MetadataEntry(String file, String key, String type, String value) {
    /** What a cell of the usual spreadsheets holds (32,767), and room for what was left out. */
    public static final int MOST_CHARS = 32_000;

    public MetadataEntry {
        if (value.length() > MOST_CHARS) {
            value = value.substring(0, MOST_CHARS) + " … (of " + value.length() + " characters)";
        }
    }
}
