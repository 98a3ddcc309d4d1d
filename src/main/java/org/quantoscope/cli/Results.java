package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the results of one command go: per option a file, or standard output for {@code -}.
 *
 * <p>What makes a place unusable is said before the work, not after it.
 */
final class Results {
    private static final String STANDARD_OUTPUT = "-";

    /** Files of a model that a report must not take the place of, besides its weights. */
    private static final Pattern MODEL_FILES =
            Pattern.compile(
                    "((generation_)?config|tokenizer.*|special_tokens_map|.*\\.index|quantoscope)\\.json");

    private final Map<String, String> placeByOption = new LinkedHashMap<>();

    /** Adds the place that an option names; {@code null} where it was not given. */
    Results and(String option, @Nullable String place) {
        if (place != null) {
            placeByOption.put(option, place);
        }
        return this;
    }

    /** Whether standard output carries a result, and therefore nothing else. */
    boolean takeStandardOutput() {
        return placeByOption.containsValue(STANDARD_OUTPUT);
    }

    /** Why the options cannot be meant so. */
    Optional<String> contradiction() {
        Map<Path, String> seen = new LinkedHashMap<>();
        for (Map.Entry<String, String> result : placeByOption.entrySet()) {
            if (result.getValue().isEmpty()) {
                return Optional.of(result.getKey() + " needs the name of a file");
            }
            Path place = Path.of(result.getValue()).toAbsolutePath().normalize();
            String other = seen.putIfAbsent(place, result.getKey());
            if (other != null) {
                return Optional.of(
                        other + " and " + result.getKey() + " name the same place; give two");
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses places where nothing can be written, and those of what is being read.
     *
     * @param recipe file of the recipe, where one is read
     */
    void check(Checkpoint checkpoint, @Nullable Path recipe) throws IOException {
        List<Path> inputs = new ArrayList<>();
        inputs.add(checkpoint.source());
        checkpoint.weightFiles().forEach(file -> inputs.add(checkpoint.folder().resolve(file)));
        checkpoint.companionFiles().stream()
                .filter(file -> MODEL_FILES.matcher(file).matches())
                .forEach(file -> inputs.add(checkpoint.folder().resolve(file)));
        for (String place : placeByOption.values()) {
            if (place.equals(STANDARD_OUTPUT)) {
                continue;
            }
            Path result = Path.of(place);
            for (Path input : inputs) {
                refuse(result, input, "is part of the checkpoint that is being read");
            }
            if (recipe != null) {
                refuse(result, recipe, "is the recipe that is being read");
            }
            WholeFile.refuseUnlessWritable(result);
        }
    }

    private static void refuse(Path result, Path input, String reason) throws IOException {
        if (Files.isRegularFile(result) && Files.exists(input) && Files.isSameFile(input, result)) {
            throw new CommandFailedException(result + ": " + reason + "; give another file");
        }
    }
}
