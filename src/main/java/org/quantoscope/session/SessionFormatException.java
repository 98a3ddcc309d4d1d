package org.quantoscope.session;

import org.quantoscope.recipe.RecipeFormatException;

/**
 * A session's JSON that cannot be read; the message is one line that names the field and what it
 * may be.
 */
public final class SessionFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SessionFormatException(String field, String what) {
        super(
                RecipeFormatException.line(
                        (field.isEmpty() ? "session" : "session field " + field) + ": " + what));
    }
}
