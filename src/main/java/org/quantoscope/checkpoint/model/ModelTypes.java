package org.quantoscope.checkpoint.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of {@code model_type} that transformers has code for. */
public final class ModelTypes {
    /** Whose list it is (src/test/python/list_model_types.py). */
    public static final String VERSION = "transformers 5.23";

    private static final String LIST = "/org/quantoscope/checkpoint/model-types.txt";

    private ModelTypes() {}

    /** Whether {@link #VERSION} has code for {@code type}. */
    public static boolean isKnown(String type) {
        return read().contains(type);
    }

    private static Set<String> read() {
        try (InputStream in = ModelTypes.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IOException(LIST + ": not among the program's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Set.of(line.split(" ")).stream())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
