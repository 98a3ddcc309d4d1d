package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.PieceRule;
import org.quantoscope.checkpoint.model.PieceRule.Behavior;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into the pieces that merges stay within, by a tokenizer's rules in their order. */
final class PieceCutter {
    private final List<PieceRule> rules;
    private final List<Pattern> patterns = new ArrayList<>();

    /**
     * @throws IllegalArgumentException with one line, if an expression is not understood
     */
    PieceCutter(List<PieceRule> rules) {
        this.rules = rules;
        for (PieceRule rule : rules) {
            patterns.add(
                    switch (rule) {
                        case PieceRule.Cut cut -> TextPatterns.of(cut.pattern(), cut.regex());
                        case PieceRule.Metaspace marks -> TextPatterns.of(marks.mark(), false);
                        case PieceRule.SpaceBefore _ -> TextPatterns.of(" ", false);
                    });
        }
    }

    /**
     * Hands on the pieces, none of them empty.
     *
     * @param first whether the text begins what was given to the tokenizer
     */
    void cut(String text, boolean first, Consumer<String> pieces) {
        cut(text, first, 0, pieces);
    }

    private void cut(String text, boolean first, int step, Consumer<String> pieces) {
        if (text.isEmpty()) {
            return;
        }
        if (step == rules.size()) {
            pieces.accept(text);
            return;
        }
        switch (rules.get(step)) {
            case PieceRule.SpaceBefore _ ->
                    cut(text.startsWith(" ") ? text : " " + text, first, step + 1, pieces);
            case PieceRule.Metaspace rule -> {
                String marked = text.replace(" ", rule.mark());
                boolean prefix =
                        rule.prefix() == PieceRule.Prefix.ALWAYS
                                || rule.prefix() == PieceRule.Prefix.FIRST && first;
                if (prefix && !marked.startsWith(rule.mark())) {
                    marked = rule.mark() + marked;
                }
                if (rule.split()) {
                    split(marked, first, step, Behavior.MERGED_WITH_NEXT, false, pieces);
                } else {
                    cut(marked, first, step + 1, pieces);
                }
            }
            case PieceRule.Cut rule ->
                    split(text, first, step, rule.behavior(), rule.invert(), pieces);
        }
    }

    private void split(
            String text,
            boolean first,
            int step,
            Behavior behavior,
            boolean invert,
            Consumer<String> pieces) {
        PieceGrouping groups =
                new PieceGrouping(
                        behavior,
                        (start, end) ->
                                cut(
                                        text.substring(start, end),
                                        first && start == 0,
                                        step + 1,
                                        pieces));
        Matcher matcher = patterns.get(step).matcher(text);
        int done = 0;
        while (matcher.find()) {
            groups.add(done, matcher.start(), invert);
            groups.add(matcher.start(), matcher.end(), !invert);
            done = matcher.end();
        }
        groups.add(done, text.length(), invert);
        groups.finish();
    }
}
