package org.quantoscope.ui.chart;

import javafx.scene.layout.StackPane;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A chart on screen.
 *
 * <p>It draws at most once per frame, has the colours of the theme, tells in words what it shows,
 * and saves as it stands. All methods belong to the thread that owns the screen.
 */
public abstract class PlotPane extends StackPane {
    final XYPlot plot;
    final CanvasChart chart;
    final ChartViewer viewer;

    private Palette palette = Palette.LIGHT;
    private boolean dirty;

    /**
     * @param id of the canvas, for tests
     */
    PlotPane(XYPlot plot, String id) {
        this.plot = plot;
        chart = new CanvasChart(plot);
        viewer = new ChartViewer(chart, false);
        viewer.getCanvas().setTooltipEnabled(false);
        viewer.getStyleClass().add("chart-viewer");
        viewer.setId(id);
        plot.setOutlineVisible(false);
        plot.setInsets(new RectangleInsets(8, 4, 4, 12));
        getChildren().add(viewer);
        setMinSize(200, 140);
    }

    /** Says in words what the chart shows, for those who do not see it. */
    public final void describe(String words) {
        viewer.setAccessibleText(words);
    }

    /** Takes the colours of a theme. */
    public final void setPalette(Palette next) {
        palette = next;
        beginChange();
        chart.setBackgroundPaint(next.background());
        plot.setBackgroundPaint(next.background());
        plot.setDomainGridlinePaint(next.grid());
        plot.setRangeGridlinePaint(next.grid());
        axes().forEach(axis -> dress(axis, next));
        colour(next);
    }

    /** Gives an axis the theme's colours and the screen's fonts. */
    static void dress(ValueAxis axis, Palette palette) {
        axis.setLabelPaint(palette.text());
        axis.setTickLabelPaint(palette.text());
        axis.setAxisLinePaint(palette.grid());
        axis.setTickMarkPaint(palette.grid());
        axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    }

    /** Colours what the subclass draws. */
    abstract void colour(Palette next);

    /** Prepares the plot right before it is drawn. */
    void beforeDrawing() {}

    final Palette palette() {
        return palette;
    }

    /** Every axis of the plot, and those that may take their place. */
    Stream<ValueAxis> axes() {
        return Stream.concat(
                IntStream.range(0, plot.getDomainAxisCount()).mapToObj(plot::getDomainAxis),
                IntStream.range(0, plot.getRangeAxisCount()).mapToObj(plot::getRangeAxis));
    }

    /** Puts drawing off until the next frame, however many changes come before it. */
    final void beginChange() {
        chart.setNotify(false);
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (dirty) {
            dirty = false;
            beforeDrawing();
            chart.setNotify(true);
        }
    }

    /** Where the data were drawn last, in units of the screen from the pane's upper left. */
    final Rectangle2D plotArea() {
        return viewer.getRenderingInfo().getPlotInfo().getDataArea();
    }

    /**
     * Draws what is on screen for a file: SVG where its name ends so, PNG otherwise.
     *
     * @param title for example the tensor's name
     * @param subtitle figures in one line; may be empty
     */
    public final ChartDrawing drawing(String title, String subtitle, Path file) {
        try {
            return FramedChart.draw(plot, title, subtitle, palette, file);
        } finally {
            // The drawing had a chart of its own around the plot.
            plot.setChart(chart);
        }
    }
}
