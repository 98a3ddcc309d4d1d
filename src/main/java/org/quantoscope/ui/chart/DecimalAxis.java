package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis, upright or level, for values given as log10; ticks at powers of ten, and
 * between where few of them are in sight.
 */
final class DecimalAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    /** Pixels that a label takes along the axis. */
    private static final double ROOM = 42;

    /** Over fewer decades than that there are ticks between. */
    private static final double FEW = 2.5;

    private final boolean percent;

    /**
     * @param percent whether values are shares, to be labelled in percent
     */
    DecimalAxis(String label, boolean percent) {
        super(label);
        this.percent = percent;
        setAutoRangeIncludesZero(false);
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public List refreshTicks(
            Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean level = RectangleEdge.isTopOrBottom(edge);
        double length = level ? dataArea.getWidth() : dataArea.getHeight();
        double decades = Math.max(1e-9, getRange().getLength());
        int every = (int) Math.max(1, Math.ceil((level ? ROOM : ROOM / 2) * decades / length));
        List<NumberTick> ticks = new ArrayList<>();
        if (decades < FEW) {
            int[] steps = length / decades > 4 * ROOM ? new int[] {1, 2, 5} : new int[] {1, 3};
            for (int decade = (int) Math.floor(getLowerBound());
                    decade <= getUpperBound();
                    decade++) {
                for (int step : steps) {
                    double at = decade + Math.log10(step);
                    if (getRange().contains(at)) {
                        ticks.add(tick(at, step, decade, level));
                    }
                }
            }
            return ticks;
        }
        int from = (int) Math.ceil(getLowerBound());
        for (int decade = from; decade <= getUpperBound(); decade++) {
            if (Math.floorMod(decade, every) == 0) {
                ticks.add(tick(decade, 1, decade, level));
            }
        }
        return ticks;
    }

    private NumberTick tick(double at, int step, int decade, boolean level) {
        return new NumberTick(
                TickType.MAJOR,
                at,
                label(step, decade),
                level ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT,
                TextAnchor.CENTER,
                0);
    }

    private String label(int step, int decade) {
        int shown = percent ? decade + 2 : decade;
        String unit = percent ? " %" : "";
        if (shown < -4 || shown > 4) {
            return String.format(Locale.ROOT, "%de%d%s", step, shown, unit);
        }
        return String.format(
                Locale.ROOT, "%." + Math.max(0, -shown) + "f%s", step * Math.pow(10, shown), unit);
    }
}
