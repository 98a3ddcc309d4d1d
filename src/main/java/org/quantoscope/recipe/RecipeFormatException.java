package org.quantoscope.recipe;

import org.quantoscope.tensor.PrintableText;

/**
 * A recipe's JSON that cannot be read; the message is one line that names the field and what it may
 * be.
 */
public final class RecipeFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RecipeFormatException(String field, String what) {
        super(line((field.isEmpty() ? "recipe" : "recipe field " + field) + ": " + what));
    }

    /** {@code message} in one line: what breaks or turns a line is escaped. */
    public static String line(String message) {
        return PrintableText.escaped(message);
    }
}
