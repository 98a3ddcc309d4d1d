package org.quantoscope.quant;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One of a few named settings, under the word that JSON, the command line and the screen use for
 * it.
 */
public interface Choice {
    String key();

    /**
     * The constant of {@code type} with this key.
     *
     * @throws IllegalArgumentException that lists the permitted words
     */
    static <E extends Enum<E> & Choice> E parse(Class<E> type, String field, String key) {
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> choice.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                field
                                        + " must be one of "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(Choice::key)
                                                .collect(Collectors.joining(", "))
                                        + ", was "
                                        + key));
    }
}
