package org.quantoscope.recipe;

/**
 * A recipe's JSON that cannot be read; the message is one line that names the field and what it may
 * be.
 */
public final class RecipeFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RecipeFormatException(String field, String what) {
        super((field.isEmpty() ? "recipe" : "recipe field " + field) + ": " + what);
    }
}
