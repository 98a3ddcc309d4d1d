package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.quant.QuantizationSpec;

import java.util.OptionalDouble;

/**
 * One line of the table of points.
 *
 * @param gainDb by how much its error lies below the control's at equal stored bits
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
}
