package org.quantoscope.ui.chart;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jspecify.annotations.Nullable;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * A chart that is drawn on the same canvas again and again, and looks the same each time.
 *
 * <p>The viewer restores the canvas after each drawing, so the canvas forgets its font, paint and
 * stroke; the graphics object in front of it remembers them and leaves out settings that seem to
 * change nothing. What a drawing sets first would then be lost whenever the last one ended with it.
 */
final class CanvasChart extends JFreeChart {
    private static final long serialVersionUID = 1L;

    /** Settings of no chart, so that whatever comes next is a change. */
    private static final Font NO_FONT = new Font(Font.MONOSPACED, Font.ITALIC, 1);

    private static final Color NO_PAINT = new Color(1, 2, 3, 4);
    private static final BasicStroke NO_STROKE = new BasicStroke(0.123f);

    CanvasChart(Plot plot) {
        super(null, null, plot, false);
    }

    @Override
    public void draw(
            Graphics2D g2,
            Rectangle2D area,
            @Nullable Point2D anchor,
            @Nullable ChartRenderingInfo info) {
        g2.setFont(NO_FONT);
        g2.setPaint(NO_PAINT);
        g2.setStroke(NO_STROKE);
        super.draw(g2, area, anchor, info);
    }
}
