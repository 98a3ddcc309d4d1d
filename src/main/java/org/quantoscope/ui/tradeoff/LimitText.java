package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.ui.text.Texts;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A budget as it is typed: {@code 4.25 bits}, {@code 4.25}, {@code 3.9 GB} or {@code 3.9e9 B}. */
final class LimitText {
    private static final Pattern TYPED =
            Pattern.compile("\\s*([0-9.,]+(?:[eE][+-]?[0-9]+)?)\\s*([a-zA-Z]*)\\s*");
    private static final Map<String, Double> BYTES =
            Map.of("b", 1.0, "kb", 1e3, "mb", 1e6, "gb", 1e9, "tb", 1e12);

    private LimitText() {}

    /**
     * @throws IllegalArgumentException that says what can be typed
     */
    static BudgetLimit parse(String text) {
        Matcher typed = TYPED.matcher(text);
        if (!typed.matches()) {
            throw refused(text);
        }
        double value;
        try {
            value = Double.parseDouble(typed.group(1).replace(',', '.'));
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        String unit = typed.group(2).toLowerCase(Locale.ROOT);
        Double bytes = BYTES.get(unit);
        if (bytes != null) {
            return new BudgetLimit.Bytes((long) (value * bytes));
        }
        if (!unit.isEmpty() && !unit.equals("bits") && !unit.equals("bit")) {
            throw refused(text);
        }
        return new BudgetLimit.Bits(value);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(Texts.text("budget.limit.refused", text));
    }
}
