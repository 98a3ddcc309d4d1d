package org.quantoscope.ui.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A snapshot in the Hugging Face cache.
 *
 * @param model as on the hub
 * @param revision commit of the model's repository
 * @param refs branches and tags that point at it
 * @param folder to open
 * @param files in it
 * @param bytes of those files
 */
public record HubLine(
        String model, String revision, String refs, Path folder, long files, long bytes) {
    /** Whether every word is in the model's name, the revision or the refs. */
    public boolean has(List<String> words) {
        String all = String.join("\n", model, revision, refs).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)));
    }
}
