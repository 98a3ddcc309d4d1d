package org.quantoscope.ui.chart;

import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/** Rows and columns of a matrix with the legend of the colours below. */
final class DensityPlot extends XYPlot {
    private static final long serialVersionUID = 1L;

    private final HomeAxes.Linear columns;
    private final HomeAxes.Linear rows;
    private transient Optional<DensityWords.Ends> words = Optional.empty();
    private transient Palette palette = Palette.LIGHT;

    DensityPlot() {
        this(
                HomeAxes.Linear.ofPlaces(Texts.text("axis.column")),
                HomeAxes.Linear.ofPlaces(Texts.text("axis.row")));
    }

    private DensityPlot(HomeAxes.Linear columns, HomeAxes.Linear rows) {
        super(null, columns, rows, null);
        this.columns = columns;
        this.rows = rows;
    }

    HomeAxes.Linear columns() {
        return columns;
    }

    HomeAxes.Linear rows() {
        return rows;
    }

    /** Sets the legend, or takes it away. */
    void explain(Optional<DensityWords.Ends> legend) {
        words = legend;
    }

    void setPalette(Palette value) {
        palette = value;
    }

    @Override
    public void draw(
            Graphics2D g2,
            Rectangle2D area,
            @Nullable Point2D anchor,
            @Nullable PlotState state,
            @Nullable PlotRenderingInfo info) {
        double height = words.isPresent() ? HeatLegend.LINE : 0;
        Rectangle2D upper =
                new Rectangle2D.Double(
                        area.getX(),
                        area.getY(),
                        area.getWidth(),
                        Math.max(1, area.getHeight() - height));
        super.draw(g2, upper, anchor, state, info);
        words.ifPresent(it ->
                HeatLegend.drawLine(
                        g2,
                        it,
                        DensityChart.SCALE,
                        palette,
                        new Rectangle2D.Double(
                                area.getX() + 10,
                                area.getMaxY() - height,
                                area.getWidth() - 20,
                                height)));
    }
}
