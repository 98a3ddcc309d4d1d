package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Figures;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One column of the table of points.
 *
 * @param key of its texts
 * @param width in pixels
 * @param number whether it is aligned to the right
 * @param shown what its cells show
 * @param exact the same with every digit, for other programs
 * @param order how lines are sorted by it
 */
record PointColumn(
        String key,
        double width,
        boolean number,
        Function<PointRow, String> shown,
        Function<PointRow, String> exact,
        Comparator<PointRow> order) {

    private static final String PERPLEXITY = "perplexity";
    private static final String LOGIT_KL = "logit-kl";

    static final List<PointColumn> ALL =
            List.of(
                    new PointColumn(
                            "front",
                            24,
                            false,
                            row -> row.onFront() ? "○" : "",
                            row -> Boolean.toString(row.onFront()),
                            Comparator.comparing(row -> !row.onFront())),
                    text("method", 104, row -> row.line().name()),
                    field("bits", 34, SpecField.BITS),
                    field("group", 48, SpecField.GROUP_SIZE),
                    new PointColumn(
                            "alpha",
                            40,
                            true,
                            row -> Figures.fixed(100 * row.spec().alpha().value(), 1),
                            row -> SpecField.ALPHA.textOf(row.spec()),
                            Comparator.comparingDouble(row -> row.spec().alpha().value())),
                    field("clip", 40, SpecField.CLIP),
                    field("scheme", 64, SpecField.SCHEME),
                    figure("stored", 48, 3, row -> row.cost().bitsStored()),
                    figure("paper", 54, 3, row -> row.cost().bitsPaper()),
                    significant("nmse", 74, row -> row.cost().nmse()),
                    figure("sqnr", 46, 2, row -> row.cost().sqnrDb()),
                    significant("kl", 66, row -> row.cost().weightKl()),
                    significant(PERPLEXITY, 72, row -> perplexity(row.cost())),
                    significant(LOGIT_KL, 66, row -> TradeOffAxis.LOGIT_KL.of(row.cost())),
                    figure("gain", 52, 2, row -> row.gainDb().orElse(Double.NaN)),
                    text("further", 120, PointRow::further));

    private static double perplexity(TradeOff.Cost cost) {
        return TradeOffAxis.PERPLEXITY.of(cost);
    }

    /** Whether it is about what running the model finds. */
    boolean isOfRuns() {
        return key.equals(PERPLEXITY) || key.equals(LOGIT_KL);
    }

    private static PointColumn text(String key, double width, Function<PointRow, String> value) {
        return new PointColumn(key, width, false, value, value, Comparator.comparing(value));
    }

    private static PointColumn field(String key, double width, SpecField field) {
        Function<PointRow, String> value = row -> field.textOf(row.spec());
        Comparator<PointRow> order =
                field.isContinuous()
                        ? Comparator.comparingDouble(row -> Double.parseDouble(value.apply(row)))
                        : Comparator.comparingInt(row -> field.choices().indexOf(value.apply(row)));
        return new PointColumn(key, width, true, value, value, order);
    }

    private static PointColumn figure(
            String key, double width, int digits, Function<PointRow, Double> value) {
        return number(key, width, row -> Figures.fixed(value.apply(row), digits), value);
    }

    private static PointColumn significant(
            String key, double width, Function<PointRow, Double> value) {
        return number(key, width, row -> Figures.significant(value.apply(row), 3), value);
    }

    private static PointColumn number(
            String key,
            double width,
            Function<PointRow, String> shown,
            Function<PointRow, Double> value) {
        return new PointColumn(
                key,
                width,
                true,
                shown,
                row -> Double.isFinite(value.apply(row)) ? Double.toString(value.apply(row)) : "",
                Comparator.comparing(value));
    }
}
