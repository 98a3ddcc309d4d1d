package org.quantoscope.ui.chart;

import javafx.scene.input.MouseEvent;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Curves over one pair of axes, each axis linear or logarithmic.
 *
 * <p>Values of logarithmic axes that are not positive are left out. A double click returns from a
 * zoom.
 */
public class SeriesChart extends PlotPane {
    /** More points than that would fall on the same pixels. */
    private static final int MOST_POINTS = 3000;

    private static final float STROKE = 1.6f;
    private static final BasicStroke SOLID = new BasicStroke(STROKE);
    private static final BasicStroke DASHED =
            new BasicStroke(
                    STROKE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 3}, 0);

    private static final BasicStroke MARK =
            new BasicStroke(
                    1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

    /** Part of an axis that curves must fill for it to hold still. */
    private static final double STILL = 0.6;

    private final DefaultXYDataset dataset = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer;
    private final Kind kind;
    private List<Series> shown = List.of();
    private List<Mark> marks = List.of();
    private boolean stale;
    private Range homeX = new Range(0, Double.MIN_NORMAL);
    private Range homeY = new Range(0, Double.MIN_NORMAL);

    /** What a curve shows, which decides its colour. */
    public enum Tone {
        BEFORE,
        AFTER,
        SALIENT,
        CONTROL,
        /** Under the recipe that is held beside: dashed. */
        HELD
    }

    /**
     * One curve.
     *
     * @param name for the legend of a saved chart
     * @param x as long as {@code y}
     * @param y NaN where there is a gap
     * @param points marks instead of a line
     */
    public record Series(String name, Tone tone, double[] x, double[] y, boolean points) {
        public Series(String name, Tone tone, double[] x, double[] y) {
            this(name, tone, x, y, false);
        }
    }

    /**
     * A place on the level axis, marked by a dashed line.
     *
     * @param name written beside its upper end; may be empty
     */
    public record Mark(double x, Tone tone, String name) {}

    /**
     * What the axes are.
     *
     * @param x label of the level axis
     * @param y label of the upright axis
     * @param percentX whether x are shares, labelled in percent
     */
    public record Kind(
            String x, String y, boolean logX, boolean logY, boolean percentX, boolean percentY) {}

    /**
     * @param id of the canvas, for tests
     */
    public SeriesChart(String id, Kind kind) {
        this(id, kind, new XYLineAndShapeRenderer(true, false));
    }

    private SeriesChart(String id, Kind kind, XYLineAndShapeRenderer renderer) {
        super(
                new XYPlot(
                        null,
                        axis(kind.x(), kind.logX(), kind.percentX()),
                        axis(kind.y(), kind.logY(), kind.percentY()),
                        renderer),
                id);
        // A drag beside a handle must not rescale the axes.
        viewer.getCanvas().setDomainZoomable(false);
        viewer.getCanvas().setRangeZoomable(false);
        this.kind = kind;
        this.renderer = renderer;
        renderer.setDrawSeriesLineAsPath(true);
        plot.setDataset(dataset);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinesVisible(false);
        setMinSize(120, 90);
        viewer.addEventFilter(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 2) {
                        resetZoom();
                    }
                });
        setPalette(Palette.LIGHT);
    }

    /**
     * @param onPick told of the place on the level axis that is clicked on; for linear axes
     */
    public final void setOnPick(DoubleConsumer onPick) {
        viewer.addEventFilter(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 1) {
                        place(event).ifPresent(onPick);
                    }
                });
    }

    /**
     * @param onHover told of the place on the level axis under the mouse; for linear axes
     */
    public final void setOnHover(Consumer<OptionalDouble> onHover) {
        viewer.addEventFilter(MouseEvent.MOUSE_MOVED, event -> onHover.accept(place(event)));
        viewer.addEventFilter(
                MouseEvent.MOUSE_EXITED, event -> onHover.accept(OptionalDouble.empty()));
    }

    private OptionalDouble place(MouseEvent event) {
        Rectangle2D area = plotArea();
        boolean inside = !shown.isEmpty() && area.contains(event.getX(), event.getY());
        return inside
                ? OptionalDouble.of(
                        plot.getDomainAxis()
                                .java2DToValue(event.getX(), area, plot.getDomainAxisEdge()))
                : OptionalDouble.empty();
    }

    private static NumberAxis axis(String label, boolean log, boolean percent) {
        if (log) {
            return new DecimalAxis(label, percent);
        }
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        if (percent) {
            axis.setNumberFormatOverride(new java.text.DecimalFormat("0.##%"));
        }
        return axis;
    }

    /**
     * Draws other curves.
     *
     * @param stale whether they belong to an older question than the one on screen
     */
    public final void show(List<Series> series, boolean stale) {
        beginChange();
        this.stale = stale;
        for (Series old : shown) {
            dataset.removeSeries(old.name());
        }
        shown = List.copyOf(series);
        for (Series next : shown) {
            dataset.addSeries(next.name(), values(next));
        }
        paint();
    }

    /**
     * Sets what the axes show.
     *
     * <p>They hold still while curves fit them: they move only where something would be cut off, or
     * would fill less than a good part of them, and a user's zoom stays until then.
     */
    public final void setHome(double lowX, double highX, double lowY, double highY) {
        beginChange();
        homeX = home(plot.getDomainAxis(), homeX, range(kind.logX(), lowX, highX));
        homeY = home(plot.getRangeAxis(), homeY, range(kind.logY(), lowY, highY));
    }

    private static Range range(boolean log, double low, double high) {
        double from = log ? Math.log10(low) : low;
        double to = log ? Math.log10(high) : high;
        return to > from ? new Range(from, to) : new Range(from - 0.5, from + 0.5);
    }

    private static Range home(ValueAxis axis, Range before, Range wanted) {
        boolean fits =
                before.contains(wanted.getLowerBound())
                        && before.contains(wanted.getUpperBound())
                        && wanted.getLength() > STILL * before.getLength();
        if (fits) {
            return before;
        }
        axis.setRange(wanted);
        return wanted;
    }

    private void resetZoom() {
        plot.getDomainAxis().setRange(homeX);
        plot.getRangeAxis().setRange(homeY);
    }

    /** Labels the level axis at whole numbers only. */
    public final void setWholeX() {
        ((NumberAxis) plot.getDomainAxis())
                .setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    }

    /** Names the level axis. */
    public final void setLabelX(String label) {
        beginChange();
        plot.getDomainAxis().setLabel(label);
    }

    /** Marks places on the level axis in place of those marked before. */
    public final void mark(List<Mark> next) {
        beginChange();
        marks = List.copyOf(next);
        paintMarks();
    }

    private void paintMarks() {
        plot.clearDomainMarkers();
        for (Mark mark : marks) {
            Marker marker =
                    new ValueMarker(
                            kind.logX() ? Math.log10(mark.x()) : mark.x(),
                            color(mark.tone()),
                            MARK);
            marker.setAlpha(1);
            marker.setLabel(mark.name());
            marker.setLabelPaint(color(mark.tone()));
            marker.setLabelFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
            marker.setLabelBackgroundColor(Palette.faded(palette().background(), 0));
            plot.addDomainMarker(marker, Layer.FOREGROUND);
        }
    }

    /** Whether nothing is drawn. */
    public final boolean isEmpty() {
        return shown.isEmpty();
    }

    private double[][] values(Series series) {
        int count = series.x().length;
        int step = Math.max(1, Math.ceilDiv(count, MOST_POINTS));
        int kept = Math.ceilDiv(count, step);
        double[][] values = new double[2][kept];
        for (int i = 0; i < kept; i++) {
            values[0][i] = placed(series.x()[i * step], kind.logX());
            values[1][i] = placed(series.y()[i * step], kind.logY());
        }
        return values;
    }

    private static double placed(double value, boolean log) {
        return log ? value > 0 ? Math.log10(value) : Double.NaN : value;
    }

    @Override
    void beforeDrawing() {
        plot.getDomainAxis().setTickLabelsVisible(!shown.isEmpty());
        plot.getRangeAxis().setTickLabelsVisible(!shown.isEmpty());
    }

    @Override
    void colour(Palette next) {
        if (renderer != null) {
            paint();
            paintMarks();
        }
    }

    private void paint() {
        for (int i = 0; i < shown.size(); i++) {
            Series series = shown.get(i);
            renderer.setSeriesPaint(i, Palette.faded(color(series.tone()), stale ? 95 : 255));
            renderer.setSeriesStroke(i, series.tone() == Tone.HELD ? DASHED : SOLID);
            renderer.setSeriesLinesVisible(i, !series.points());
            renderer.setSeriesShapesVisible(i, series.points());
            renderer.setSeriesShape(i, new Ellipse2D.Double(-1.5, -1.5, 3, 3));
        }
    }

    private Color color(Tone tone) {
        return switch (tone) {
            case BEFORE -> palette().before();
            case AFTER -> palette().after();
            case SALIENT -> palette().salient();
            case CONTROL -> palette().control();
            case HELD -> palette().held();
        };
    }
}
