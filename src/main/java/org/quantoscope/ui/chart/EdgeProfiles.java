package org.quantoscope.ui.chart;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.SalientMap;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;

/**
 * Salient weights per column over a density map, and per row at its right: bars as long as the
 * fullest row or column under a pixel.
 */
final class EdgeProfiles extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final double THICKNESS = 46;
    private static final double GAP = 4;

    private transient @Nullable SalientMap map;
    private Palette palette = Palette.LIGHT;
    private boolean faded;

    void show(@Nullable SalientMap next, boolean stale) {
        map = next;
        faded = stale;
    }

    void setPalette(Palette next) {
        palette = next;
    }

    /** Makes room for them in a plot. */
    static void makeRoom(XYPlot plot) {
        plot.setAxisOffset(new RectangleInsets(THICKNESS + GAP, 0, 0, THICKNESS + GAP));
    }

    @Override
    public void draw(
            Graphics2D g2,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int rendererIndex,
            PlotRenderingInfo info) {
        SalientMap shown = map;
        if (shown == null) {
            return;
        }
        Shape clip = g2.getClip();
        g2.setClip(null);
        g2.setPaint(Palette.faded(palette.salient(), faded ? 90 : 220));
        int[] columns = shown.ofColumns();
        double mostOfColumns = Math.max(1, IntStream.of(columns).max().orElse(1));
        for (double x = area.getMinX(); x < area.getMaxX(); x++) {
            double part =
                    fullest(columns, shown.window().firstColumn(), domain, area, x, false)
                            / mostOfColumns;
            double length = part * THICKNESS;
            g2.fill(new Rectangle2D.Double(x, area.getMinY() - GAP - length, 1, length));
        }
        int[] rows = shown.ofRows();
        double mostOfRows = Math.max(1, IntStream.of(rows).max().orElse(1));
        for (double y = area.getMinY(); y < area.getMaxY(); y++) {
            double part =
                    fullest(rows, shown.window().firstRow(), range, area, y, true) / mostOfRows;
            g2.fill(new Rectangle2D.Double(area.getMaxX() + GAP, y, part * THICKNESS, 1));
        }
        g2.setClip(clip);
    }

    private static double fullest(
            int[] counts, long first, ValueAxis axis, Rectangle2D area, double at, boolean rows) {
        RectangleEdge edge = rows ? RectangleEdge.LEFT : RectangleEdge.BOTTOM;
        int from = (int) Math.floor(axis.java2DToValue(at, area, edge) - first);
        int to = (int) Math.ceil(axis.java2DToValue(at + 1, area, edge) - first);
        int most = 0;
        for (int i = Math.max(0, from); i < Math.min(counts.length, to); i++) {
            most = Math.max(most, counts[i]);
        }
        return most;
    }
}
