package org.quantoscope.recipe;

/**
 * A regular expression that backtracks too much on the name of a tensor to tell whether it matches.
 *
 * <p>The message is one line with the expression and the name.
 */
public final class RunawayPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN_CHARS = 120;

    RunawayPatternException(String expression, String name, Throwable cause) {
        super(
                "the regular expression "
                        + shortened(expression)
                        + " backtracks too much on the name "
                        + shortened(name)
                        + "; make it simpler",
                cause);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN_CHARS ? text : text.substring(0, MOST_SHOWN_CHARS) + "…";
    }
}
