package org.quantoscope.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TdTag;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.quant.SpecField;

import java.util.ArrayList;
import java.util.List;

/** The points of a trade-off with their figures; a cell keeps all digits for sorting. */
final class TradeOffTable {
    private static final List<String> HEADINGS =
            List.of(
                    "Method",
                    "Bits",
                    "Group",
                    "α %",
                    "ρ",
                    "Stored bits",
                    "Paper’s bits",
                    "SQNR dB",
                    "NMSE",
                    "Weight KL nats",
                    "vs RTN dB");

    /** Every other column is one of numbers. */
    private static final List<String> TEXTS = List.of("Method", "Group");

    private TradeOffTable() {}

    static TableTag of(TradeOff points) {
        List<DomContent> rows = new ArrayList<>();
        for (TradeOff.Line line : points.lines()) {
            line.points().forEach(point -> rows.add(row(points, line, point)));
        }
        return table(
                        thead(
                                tr(
                                        each(
                                                HEADINGS,
                                                heading ->
                                                        TEXTS.contains(heading)
                                                                ? th(heading)
                                                                : th(heading)
                                                                        .withClass("number")))),
                        tbody(rows.toArray(DomContent[]::new)))
                .withClass("sortable");
    }

    private static DomContent row(TradeOff points, TradeOff.Line line, TradeOff.Point point) {
        TradeOff.Cost cost = point.model();
        double gain = points.gainDb(point).orElse(Double.NaN);
        return tr(
                td(line.name()),
                number(SpecField.BITS.textOf(point.spec()), point.spec().bits().bits()),
                td(SpecField.GROUP_SIZE.textOf(point.spec())),
                number(
                        Figures.fixed(100 * point.spec().alpha().value(), 1),
                        point.spec().alpha().value()),
                number(SpecField.CLIP.textOf(point.spec()), point.spec().clip().value()),
                number(Figures.fixed(cost.bitsStored(), 3), cost.bitsStored()),
                number(Figures.fixed(cost.bitsPaper(), 3), cost.bitsPaper()),
                number(Figures.fixed(cost.sqnrDb(), 2), cost.sqnrDb()),
                number(Figures.significant(cost.nmse(), 4), cost.nmse()),
                number(Figures.significant(cost.weightKl(), 4), cost.weightKl()),
                number(Figures.fixed(gain, 2), gain));
    }

    private static TdTag number(String text, double value) {
        TdTag cell = td(text).withClass("number");
        return Double.isFinite(value)
                ? cell.attr("data-value", Double.toString(value)).withTitle(Double.toString(value))
                : cell;
    }
}
