package org.quantoscope.inference;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of tokenizers, written for Oniguruma, with Java's means.
 *
 * <p>There, \s, \w and \d are Unicode's, ^ and $ stand at every line feed, and only a line feed is
 * no dot; Java wants three flags for that.
 */
final class TextPatterns {
    private static final int FLAGS =
            Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE | Pattern.UNIX_LINES;

    /** A property longer than a general category: a script, which Java marks with Is. */
    private static final Pattern SCRIPT = Pattern.compile("(\\\\[pP]\\{\\^?)(\\p{Alpha}{3,}})");

    private TextPatterns() {}

    /**
     * @throws IllegalArgumentException with one line, if the expression is not understood
     */
    static Pattern of(String pattern, boolean regex) {
        if (!regex) {
            return Pattern.compile(pattern, Pattern.LITERAL);
        }
        try {
            return Pattern.compile(pattern, FLAGS);
        } catch (PatternSyntaxException e) {
            return ofScripts(pattern, e);
        }
    }

    private static Pattern ofScripts(String pattern, PatternSyntaxException before) {
        try {
            return Pattern.compile(SCRIPT.matcher(pattern).replaceAll("$1Is$2"), FLAGS);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "its regular expression "
                            + pattern
                            + " is not understood: "
                            + before.getDescription(),
                    e);
        }
    }
}
