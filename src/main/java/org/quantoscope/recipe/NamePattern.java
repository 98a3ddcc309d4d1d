package org.quantoscope.recipe;

import java.util.regex.Pattern;

/**
 * A regular expression for tensor names that somebody else wrote.
 *
 * <p>Matching takes bounded time: an expression whose backtracking runs away is refused on the name
 * that it ran away on, instead of hanging or overflowing the stack.
 */
public final class NamePattern {
    /** Far more than any expression needs that a person means: names have 2,048 characters. */
    private static final int MOST_STEPS = 5_000_000;

    private final Pattern pattern;

    public NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Whether the expression is found somewhere in {@code name}.
     *
     * @throws RunawayPatternException if it backtracks too much to tell
     */
    public boolean isIn(String name) {
        return tried(name, false);
    }

    /**
     * Whether the whole of {@code name} matches.
     *
     * @throws RunawayPatternException if it backtracks too much to tell
     */
    public boolean matches(String name) {
        return tried(name, true);
    }

    private boolean tried(String name, boolean whole) {
        try {
            var matcher = pattern.matcher(new CountedText(name, new int[] {MOST_STEPS}));
            return whole ? matcher.matches() : matcher.find();
        } catch (TooManyStepsException | StackOverflowError e) {
            throw new RunawayPatternException(pattern.pattern(), name, e);
        }
    }

    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A text that counts how often it is looked at, which is the only hook that the matcher offers.
     */
    private record CountedText(String text, int[] stepsLeft) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--stepsLeft[0] < 0) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
