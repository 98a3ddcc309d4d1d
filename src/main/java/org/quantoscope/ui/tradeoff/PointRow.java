package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.model.TradeOffResult;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One line of the table of points.
 *
 * @param gainDb by how much its error lies below the better control's at equal stored bits; none
 *     for a control
 * @param onFront whether no other point beats it on the axes of the chart
 * @param further parameters without a column that the grid varies; empty where it varies none
 */
record PointRow(
        TradeOff.Line line,
        TradeOff.Point point,
        OptionalDouble gainDb,
        boolean onFront,
        String further) {
    QuantizationSpec spec() {
        return point.spec();
    }

    TradeOff.Cost cost() {
        return point.model();
    }

    /** The rows of a table of all points, line by line. */
    static List<PointRow> of(TradeOffResult result, List<TradeOff.Point> front) {
        TradeOff points = result.tradeOff();
        List<SpecField> further =
                result.grid().axes().stream()
                        .map(TradeOffGrid.Axis::field)
                        .filter(GridText.FURTHER::contains)
                        .toList();
        List<PointRow> rows = new ArrayList<>();
        for (TradeOff.Line line : points.lines()) {
            for (TradeOff.Point point : line.points()) {
                String values =
                        further.stream()
                                .map(field -> field.textOf(point.spec()))
                                .collect(Collectors.joining(", "));
                rows.add(
                        new PointRow(
                                line,
                                point,
                                line.control() ? OptionalDouble.empty() : points.gainDb(point),
                                front.contains(point),
                                values));
            }
        }
        return rows;
    }
}
