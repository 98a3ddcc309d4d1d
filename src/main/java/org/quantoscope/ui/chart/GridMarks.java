package org.quantoscope.ui.chart;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/**
 * The grid points of codes, as ticks that hang from the top of a plot: a line of them for the many,
 * one for the salient, one for the control, one for the recipe held beside.
 */
final class GridMarks extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final double LENGTH = 9;
    private static final double GAP = 3;

    /** Room for the names of the threshold. */
    private static final double TOP = 20;

    private float[] levels = {};
    private float[] salient = {};
    private float[] control = {};
    private float[] held = {};
    private Palette palette = Palette.LIGHT;

    void show(float[] ofMany, float[] ofSalient, float[] ofControl, float[] ofHeld) {
        held = ofHeld;
        levels = ofMany;
        salient = ofSalient;
        control = ofControl;
    }

    boolean isEmpty() {
        return levels.length + salient.length + control.length + held.length == 0;
    }

    void setPalette(Palette next) {
        palette = next;
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
        g2.setStroke(new BasicStroke(1.2f));
        draw(g2, levels, palette.after(), 0, area, domain);
        draw(g2, salient, palette.salient(), 1, area, domain);
        draw(g2, control, palette.control(), 2, area, domain);
        draw(g2, held, palette.held(), 3, area, domain);
    }

    private static void draw(
            Graphics2D g2,
            float[] values,
            Color color,
            int line,
            Rectangle2D area,
            ValueAxis domain) {
        g2.setPaint(color);
        double y = area.getMinY() + TOP + line * (LENGTH + GAP);
        for (float value : values) {
            if (domain.getRange().contains(value)) {
                double x = domain.valueToJava2D(value, area, RectangleEdge.BOTTOM);
                g2.draw(new Line2D.Double(x, y, x, y + LENGTH));
            }
        }
    }
}
