package org.quantoscope.ui.model;

import org.quantoscope.inference.Convention;
import org.quantoscope.ui.text.Texts;

import java.util.Arrays;
import java.util.Optional;

/**
 * How texts are scored.
 *
 * @param window tokens that are run together
 * @param tokens of a text that are taken, from its beginning; {@link #ALL} for all
 */
public record EvaluationSettings(Convention convention, int window, int tokens) {
    public static final int ALL = Integer.MAX_VALUE;

    private static final int SHORTEST = 4;
    private static final int LONGEST_WINDOW = 1 << 17;

    /** What a page starts with: some seconds of work for a small model. */
    public static final EvaluationSettings USUAL =
            new EvaluationSettings(Convention.PLAIN, 512, 4096);

    /**
     * Settings as they are typed.
     *
     * @param tokens a number, or nothing or {@code all}
     * @throws IllegalArgumentException that says what is wrong
     */
    public static EvaluationSettings read(Convention convention, String window, String tokens) {
        String most = tokens.strip();
        boolean all = most.isEmpty() || most.equals(Texts.text("evaluation.tokens.all"));
        return new EvaluationSettings(
                convention,
                number("evaluation.window", window, LONGEST_WINDOW),
                all ? ALL : number("evaluation.tokens", most, ALL));
    }

    /**
     * The same for another number of tokens, as it is typed.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public EvaluationSettings withTokens(String text) {
        return read(convention, Integer.toString(window), text);
    }

    /** As text for a session. */
    public String write() {
        return convention.key() + " " + window + " " + tokens;
    }

    /** What {@link #write} wrote; empty for another text. */
    public static Optional<EvaluationSettings> parse(String text) {
        String[] parts = text.split(" ");
        return Arrays.stream(Convention.values())
                .filter(it -> parts.length == 3 && it.key().equals(parts[0]))
                .findFirst()
                .flatMap(it -> parse(it, parts[1], parts[2]));
    }

    private static Optional<EvaluationSettings> parse(
            Convention convention, String window, String tokens) {
        try {
            return Optional.of(read(convention, window, tokens));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int number(String key, String text, int most) {
        try {
            int value = Integer.parseInt(text.strip().replaceAll("[\\s\u202f]", ""));
            if (value >= SHORTEST && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below like a number out of range.
        }
        throw new IllegalArgumentException(
                Texts.text(key + ".refused", SHORTEST, Integer.toString(most), text));
    }
}
