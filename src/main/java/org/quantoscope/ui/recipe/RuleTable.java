package org.quantoscope.ui.recipe;

import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.SpecLine;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The tables of the page as text for a spreadsheet, columns apart by tabs. */
final class RuleTable {
    private RuleTable() {}

    static String tabSeparated(List<RuleLine> lines) {
        return "rule\tenabled\tfor\tgets\tmatches\tdecides\n"
                + lines.stream().map(RuleTable::row).collect(Collectors.joining());
    }

    private static String row(RuleLine line) {
        return String.join(
                        "\t",
                        line.rule().isPresent() ? "" + (line.rule().getAsInt() + 1) : "default",
                        String.valueOf(line.enabled()),
                        flat(line.match().orElse("matrices of the blocks")),
                        SpecLine.write(line.spec()),
                        number(line.matching()),
                        number(line.deciding()))
                + "\n";
    }

    static String tabSeparated(RecipeDiff diff) {
        return "tensor\tbefore\tafter\n"
                + diff.tensors().stream()
                        .map(change ->
                                String.join(
                                                "\t",
                                                flat(change.tensor().name()),
                                                SpecLine.write(change.before()),
                                                SpecLine.write(change.after()))
                                        + "\n")
                        .collect(Collectors.joining());
    }

    private static String number(OptionalInt count) {
        return count.isPresent() ? String.valueOf(count.getAsInt()) : "";
    }

    /** A name may hold anything. */
    private static String flat(String text) {
        return text.replaceAll("[\\t\\r\\n]", " ");
    }
}
