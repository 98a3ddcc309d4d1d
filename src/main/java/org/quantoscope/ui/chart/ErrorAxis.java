package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A logarithmic axis of errors for values given as log10, with ticks at 1, 2 and 5. */
final class ErrorAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final int[] STEPS = {1, 2, 5};

    ErrorAxis(String label) {
        super(label);
        setAutoRangeIncludesZero(false);
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public List refreshTicks(
            Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        int first = (int) Math.floor(getRange().getLowerBound());
        int last = (int) Math.ceil(getRange().getUpperBound());
        for (int decade = first; decade <= last; decade++) {
            for (int step : STEPS) {
                double value = decade + Math.log10(step);
                if (getRange().contains(value)) {
                    String label =
                            BigDecimal.valueOf(step).scaleByPowerOfTen(decade).toPlainString();
                    ticks.add(
                            new NumberTick(
                                    value, label, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
                }
            }
        }
        return ticks;
    }
}
