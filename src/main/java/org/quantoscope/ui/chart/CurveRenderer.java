package org.quantoscope.ui.chart;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;
import org.quantoscope.analysis.Histogram;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Draws histograms as steps: the original filled, its salient part filled over it and marked in a
 * strip below, restored weights as lines.
 *
 * <p>Bins narrower than a pixel are joined to their fullest one, so the time to draw depends on the
 * chart's width and not on the number of bins.
 */
final class CurveRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;
    private static final Stroke LINE =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final Stroke OUTLINE =
            new BasicStroke(1.0f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

    /** Of the recipe that is held, where two are compared. */
    private static final Stroke DASHES =
            new BasicStroke(
                    1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 3}, 0);

    private Palette palette = Palette.LIGHT;
    private boolean faded;

    void setPalette(Palette value) {
        palette = value;
    }

    /** Whether restored curves are drawn faint, because they belong to an older specification. */
    void setFaded(boolean value) {
        faded = value;
    }

    @Override
    public XYItemRendererState initialise(
            Graphics2D g2, Rectangle2D area, XYPlot plot, XYDataset data, PlotRenderingInfo info) {
        XYItemRendererState state = super.initialise(g2, area, plot, data, info);
        state.setProcessVisibleItemsOnly(false);
        return state;
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        CurveDataset.Curve curve = ((CurveDataset) dataset).curve(series);
        GeneralPath steps = steps(curve.histogram(), area, plot, domain, range);
        int strength = faded ? 95 : 255;
        switch (curve.kind()) {
            case BEFORE -> {
                fill(g2, steps, area, Palette.faded(palette.before(), 70));
                line(g2, steps, OUTLINE, palette.before());
            }
            case SALIENT -> {
                fill(g2, steps, area, Palette.faded(palette.salient(), faded ? 80 : 215));
                SalientStrip.draw(g2, curve.histogram(), area, plot, domain, palette, faded);
            }
            case AFTER -> line(g2, steps, LINE, Palette.faded(palette.after(), strength));
            case HELD -> line(g2, steps, DASHES, palette.held());
            case CONTROL -> line(g2, steps, LINE, Palette.faded(palette.control(), strength));
        }
    }

    private static void line(Graphics2D g2, GeneralPath steps, Stroke stroke, Color color) {
        g2.setStroke(stroke);
        g2.setPaint(color);
        g2.draw(steps);
    }

    private static void fill(Graphics2D g2, GeneralPath steps, Rectangle2D area, Color color) {
        if (steps.getCurrentPoint() == null) {
            return;
        }
        GeneralPath closed = new GeneralPath(steps);
        closed.lineTo(steps.getCurrentPoint().getX(), area.getMaxY());
        Rectangle2D bounds = steps.getBounds2D();
        closed.lineTo(bounds.getMinX(), area.getMaxY());
        closed.closePath();
        g2.setPaint(color);
        g2.fill(closed);
    }

    private static GeneralPath steps(
            Histogram histogram, Rectangle2D area, XYPlot plot, ValueAxis domain, ValueAxis range) {
        RectangleEdge below = plot.getDomainAxisEdge();
        RectangleEdge beside = plot.getRangeAxisEdge();
        GeneralPath path = new GeneralPath(Path2D.WIND_NON_ZERO, 1024);
        double floor = range.getLowerBound();
        double left = Double.NaN;
        long count = 0;
        for (int bin = 0; bin < histogram.bins(); bin++) {
            double from = domain.valueToJava2D(histogram.edge(bin), area, below);
            double to = domain.valueToJava2D(histogram.edge(bin + 1), area, below);
            if (to < area.getMinX() || from > area.getMaxX()) {
                continue;
            }
            left = Double.isNaN(left) ? from : left;
            count = Math.max(count, histogram.counts()[bin]);
            boolean last = bin == histogram.bins() - 1;
            if (to - left < 1 && !last) {
                continue;
            }
            // A path far above the plot upsets the canvas's rasteriser: cut it just outside.
            double y =
                    Math.max(
                            area.getMinY() - 20,
                            range.valueToJava2D(Math.max(count, floor), area, beside));
            if (path.getCurrentPoint() == null) {
                path.moveTo(left, y);
            } else {
                path.lineTo(left, y);
            }
            path.lineTo(to, y);
            left = Double.NaN;
            count = 0;
        }
        return path;
    }
}
