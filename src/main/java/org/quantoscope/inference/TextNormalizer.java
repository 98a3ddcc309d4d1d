package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.TextRule;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies a tokenizer's rules for texts, one after the other. */
final class TextNormalizer {
    private final List<UnaryOperator<String>> steps;

    /**
     * @throws IllegalArgumentException with one line, if an expression is not understood
     */
    TextNormalizer(List<TextRule> rules) {
        this.steps = rules.stream().map(TextNormalizer::step).toList();
    }

    String apply(String text) {
        String normal = text;
        for (UnaryOperator<String> step : steps) {
            normal = step.apply(normal);
        }
        return normal;
    }

    private static UnaryOperator<String> step(TextRule rule) {
        return switch (rule) {
            case TextRule.Form form -> text -> Normalizer.normalize(text, form.form());
            case TextRule.Prepend prepend -> text -> text.isEmpty() ? text : prepend.text() + text;
            case TextRule.Replace replace -> {
                Pattern pattern = TextPatterns.of(replace.pattern(), replace.regex());
                String by = Matcher.quoteReplacement(replace.by());
                yield text -> pattern.matcher(text).replaceAll(by);
            }
            case TextRule.Lowercase _ -> TextNormalizer::lowercase;
            case TextRule.Strip strip -> text -> strip(text, strip);
        };
    }

    /** Without the rule for a sigma that ends a word, which depends on its neighbours. */
    private static String lowercase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
        return lower.toString();
    }

    private static String strip(String text, TextRule.Strip rule) {
        int start = rule.left() ? WhiteSpace.after(text, 0) : 0;
        int end = rule.right() ? WhiteSpace.before(text, text.length()) : text.length();
        return start < end ? text.substring(start, end) : "";
    }
}
