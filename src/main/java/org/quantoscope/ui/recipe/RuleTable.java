package org.quantoscope.ui.recipe;

import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.SpecLine;
import org.quantoscope.ui.control.TableText;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The tables of the page as text for other programs. */
final class RuleTable {
    private RuleTable() {}

    static TableText of(List<RuleLine> rules) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("rule", "enabled", "for", "gets", "matches", "decides"));
        for (RuleLine rule : rules) {
            lines.add(
                    List.of(
                            rule.rule().isPresent() ? "" + (rule.rule().getAsInt() + 1) : "default",
                            String.valueOf(rule.enabled()),
                            rule.match().orElse("matrices of the blocks"),
                            SpecLine.write(rule.spec()),
                            number(rule.matching()),
                            number(rule.deciding())));
        }
        return new TableText(lines);
    }

    static TableText of(RecipeDiff diff) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("tensor", "before", "after"));
        for (RecipeDiff.TensorChange change : diff.tensors()) {
            lines.add(
                    List.of(
                            change.tensor().name(),
                            SpecLine.write(change.before()),
                            SpecLine.write(change.after())));
        }
        return new TableText(lines);
    }

    private static String number(OptionalInt count) {
        return count.isPresent() ? String.valueOf(count.getAsInt()) : "";
    }
}
