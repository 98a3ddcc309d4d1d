package org.quantoscope.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recipe's JSON that cannot be read; the message is one line that names the field and what it may
 * be.
 */
public final class RecipeFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    RecipeFormatException(String field, String what) {
        super(line((field.isEmpty() ? "recipe" : "recipe field " + field) + ": " + what));
    }

    /** {@code message} in one line: what breaks or turns a line is escaped. */
    public static String line(String message) {
        return UNPRINTABLE
                .matcher(message)
                .replaceAll(it ->
                        Matcher.quoteReplacement(
                                String.format("\\u%04x", it.group().codePointAt(0))));
    }
}
