package org.quantoscope.checkpoint.metadata;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MetadataEntry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads everything that a checkpoint's files say besides tensors.
 *
 * <p>A file that cannot be read is an entry that says so; nothing here fails for its content.
 */
public final class MetadataReader {
    private static final String JSON = ".json";
    private static final String CONFIG = "config.json";

    private MetadataReader() {}

    /** The weight files first, then the JSON files beside them, the model's configuration first. */
    public static List<MetadataEntry> read(Checkpoint checkpoint) {
        List<MetadataEntry> entries = new ArrayList<>(checkpoint.entries());
        checkpoint.describingFiles().stream()
                .filter(file -> file.endsWith(JSON))
                .sorted(Comparator.comparing((String file) -> !file.equals(CONFIG)))
                .forEach(file ->
                        entries.addAll(JsonEntries.read(checkpoint.folder().resolve(file), file)));
        return List.copyOf(entries);
    }
}
