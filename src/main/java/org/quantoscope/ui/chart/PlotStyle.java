package org.quantoscope.ui.chart;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.BasicStroke;
import java.awt.Font;

/** What all stills have in common: quiet grid, quiet axes, the theme's text colour. */
final class PlotStyle {
    private PlotStyle() {}

    static void apply(XYPlot plot, Palette palette) {
        plot.setBackgroundPaint(palette.background());
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 4, 4, 12));
        plot.setRangeGridlinePaint(palette.grid());
        plot.setDomainGridlinePaint(palette.grid());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlineStroke(new BasicStroke(1));
        for (ValueAxis axis : new ValueAxis[] {plot.getDomainAxis(), plot.getRangeAxis()}) {
            axis.setLabelPaint(palette.text());
            axis.setTickLabelPaint(palette.text());
            axis.setAxisLinePaint(palette.grid());
            axis.setTickMarkPaint(palette.grid());
            axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
            axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        }
    }
}
