package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A logarithmic axis of errors for values given as log10, with ticks at 1, 2 and 5. */
final class ErrorAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    ErrorAxis(String label) {
        super(label);
        setAutoRangeIncludesZero(false);
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public List refreshTicks(
            Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        return DecadeTicks.between(
                getRange().getLowerBound(),
                getRange().getUpperBound(),
                at -> at,
                value ->
                        new BigDecimal(value)
                                .round(new MathContext(1))
                                .stripTrailingZeros()
                                .toPlainString());
    }
}
