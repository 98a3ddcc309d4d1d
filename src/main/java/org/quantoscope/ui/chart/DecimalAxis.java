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

/** A logarithmic axis, upright or level, for values given as log10; ticks at powers of ten. */
final class DecimalAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    /** Pixels that a label takes along the axis. */
    private static final double ROOM = 42;

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
        int from = (int) Math.ceil(getLowerBound());
        for (int decade = from; decade <= getUpperBound(); decade++) {
            if (Math.floorMod(decade, every) == 0) {
                ticks.add(
                        new NumberTick(
                                TickType.MAJOR,
                                decade,
                                label(decade),
                                level ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT,
                                TextAnchor.CENTER,
                                0));
            }
        }
        return ticks;
    }

    private String label(int decade) {
        int shown = percent ? decade + 2 : decade;
        String unit = percent ? " %" : "";
        if (shown < -4 || shown > 4) {
            return String.format(Locale.ROOT, "1e%d%s", shown, unit);
        }
        return String.format(
                Locale.ROOT, "%." + Math.max(0, -shown) + "f%s", Math.pow(10, shown), unit);
    }
}
