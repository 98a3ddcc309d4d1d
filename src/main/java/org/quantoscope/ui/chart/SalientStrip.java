package org.quantoscope.ui.chart;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.quantoscope.analysis.Histogram;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/**
 * A strip between a plot and its horizontal axis that marks every bin with salient weights,
 * stronger where there are more.
 *
 * <p>A bin of one weight is as good to see as the fullest, which no axis of counts can do.
 */
final class SalientStrip {
    private static final double HEIGHT = 9;
    private static final double GAP = 2;

    /** Of a bin with one weight; 255 is that of the fullest bin. */
    private static final int FAINTEST = 110;

    private SalientStrip() {}

    /** Makes room for it in a plot. */
    static void makeRoom(XYPlot plot) {
        plot.setAxisOffset(new RectangleInsets(0, 0, HEIGHT + 2 * GAP, 0));
    }

    static void draw(
            Graphics2D g2,
            Histogram salient,
            Rectangle2D area,
            XYPlot plot,
            ValueAxis domain,
            Palette palette,
            boolean faded) {
        Shape clip = g2.getClip();
        Rectangle2D strip =
                new Rectangle2D.Double(
                        area.getMinX(), area.getMaxY() + GAP, area.getWidth(), HEIGHT);
        g2.setClip(strip);
        g2.setPaint(Palette.faded(palette.grid(), 150));
        g2.fill(strip);
        double left = Double.NaN;
        long count = 0;
        for (int bin = 0; bin < salient.bins(); bin++) {
            double from = domain.valueToJava2D(salient.edge(bin), area, plot.getDomainAxisEdge());
            double to = domain.valueToJava2D(salient.edge(bin + 1), area, plot.getDomainAxisEdge());
            left = Double.isNaN(left) ? from : left;
            count = Math.max(count, salient.counts()[bin]);
            if (to - left < 1 && bin < salient.bins() - 1) {
                continue;
            }
            if (count > 0) {
                int strength = strength(count, salient.peak());
                g2.setPaint(Palette.faded(palette.salient(), faded ? strength / 3 : strength));
                g2.fill(
                        new Rectangle2D.Double(
                                left, strip.getMinY(), Math.max(1, to - left), HEIGHT));
            }
            left = Double.NaN;
            count = 0;
        }
        g2.setClip(clip);
    }

    private static int strength(long count, long peak) {
        double part = peak <= 1 ? 1 : Math.log(count) / Math.log(peak);
        return (int) Math.round(FAINTEST + (255 - FAINTEST) * part);
    }
}
