package org.quantoscope.ui.chart;

import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.event.ChartProgressEvent;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOff;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Error against bits of many specifications: a front per method, the controls in their colour, the
 * front over everything ringed, the recipe as it is as a cross.
 *
 * <p>The point under the mouse is told; a click picks it. Axes stay where they are while points of
 * the same grid get exact.
 */
public final class TradeOffChart extends PlotPane {
    /** Distance in pixels from which a point is no longer meant. */
    private static final double REACH = 14;

    private final XYSeriesCollection dataset = new XYSeriesCollection();
    private final TradeOffMarks marks = new TradeOffMarks(dataset);
    private final Pane overlay = new Pane();
    private final Circle ring = new Circle(8.5);
    private @Nullable TradeOffData data;
    private Optional<TradeOff.Point> shown = Optional.empty();
    private Consumer<Optional<TradeOff.Point>> onHover = point -> {};
    private Consumer<TradeOff.Point> onPick = point -> {};

    public TradeOffChart() {
        super(
                new XYPlot(null, TradeOffPlot.numberAxis(""), new ErrorAxis(""), null),
                "trade-off-chart");
        plot.setDataset(dataset);
        plot.setRenderer(marks.renderer());
        ring.setFill(null);
        ring.setStrokeWidth(2);
        ring.setVisible(false);
        ring.setManaged(false);
        ring.getStyleClass().add("point-ring");
        overlay.setMouseTransparent(true);
        overlay.getChildren().add(ring);
        getChildren().add(overlay);
        viewer.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        viewer.addEventFilter(MouseEvent.MOUSE_EXITED, event -> hover(Optional.empty()));
        viewer.addEventFilter(MouseEvent.MOUSE_CLICKED, this::clicked);
        viewer.setFocusTraversable(false);
        chart.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                placeRing();
            }
        });
        setPalette(Palette.LIGHT);
    }

    /** Told the point under the mouse, or nothing. */
    public void setOnHover(Consumer<Optional<TradeOff.Point>> listener) {
        onHover = listener;
    }

    /** Told the point that is clicked. */
    public void setOnPick(Consumer<TradeOff.Point> listener) {
        onPick = listener;
    }

    /**
     * Draws other points.
     *
     * @param keepAxes whether they are the same points, measured better
     */
    public void update(TradeOffData next, boolean keepAxes) {
        beginChange();
        data = next;
        plot.setDomainAxis(TradeOffPlot.numberAxis(next.costLabel()));
        plot.setRangeAxis(
                next.loss().isLogarithmic()
                        ? new ErrorAxis(next.lossLabel())
                        : TradeOffPlot.numberAxis(next.lossLabel()));
        axes().forEach(axis -> dress(axis, palette()));
        marks.show(next, palette());
        fit(keepAxes);
        shown = Optional.empty();
        placeRing();
    }

    private Range bits = new Range(0, 1);
    private Range error = new Range(0, 1);

    private void fit(boolean keep) {
        Range x = dataset.getDomainBounds(false);
        Range y = dataset.getRangeBounds(false);
        if (x == null || y == null) {
            return;
        }
        boolean inside =
                bits.contains(x.getLowerBound())
                        && bits.contains(x.getUpperBound())
                        && error.contains(y.getLowerBound())
                        && error.contains(y.getUpperBound());
        if (!keep || !inside) {
            bits = widened(x, 0.03, 0.1);
            error = widened(y, 0.05, 0.05);
        }
        plot.getDomainAxis().setRange(bits);
        plot.getRangeAxis().setRange(error);
    }

    private static Range widened(Range range, double part, double least) {
        double margin = Math.max(least, part * range.getLength());
        return new Range(range.getLowerBound() - margin, range.getUpperBound() + margin);
    }

    /** Shows an empty plot. */
    public void clear() {
        beginChange();
        data = null;
        dataset.removeAllSeries();
        shown = Optional.empty();
        placeRing();
    }

    /** Rings one point, for example that of the line selected in a table. */
    public void point(Optional<TradeOff.Point> point) {
        shown = point;
        placeRing();
    }

    /** Where a point is on screen, from the pane's upper left; empty before it is drawn. */
    public Optional<javafx.geometry.Point2D> positionOf(TradeOff.Point point) {
        return position(point.model()).map(at -> new javafx.geometry.Point2D(at.getX(), at.getY()));
    }

    @Override
    void colour(Palette next) {
        if (data != null) {
            marks.show(data, next);
        }
        ring.setStroke(
                javafx.scene.paint.Color.rgb(
                        next.text().getRed(), next.text().getGreen(), next.text().getBlue()));
    }

    @Override
    void beforeDrawing() {
        plot.getDomainAxis().setTickLabelsVisible(data != null);
        plot.getRangeAxis().setTickLabelsVisible(data != null);
    }

    private Optional<Point2D> position(TradeOff.Cost cost) {
        Rectangle2D area = plotArea();
        if (data == null || area.isEmpty() || !data.isDrawn(cost)) {
            return Optional.empty();
        }
        ValueAxis x = plot.getDomainAxis();
        ValueAxis y = plot.getRangeAxis();
        return Optional.of(
                new Point2D.Double(
                        x.valueToJava2D(data.x(cost), area, plot.getDomainAxisEdge()),
                        y.valueToJava2D(data.y(cost), area, plot.getRangeAxisEdge())));
    }

    private Optional<TradeOff.Point> nearest(double x, double y) {
        if (data == null) {
            return Optional.empty();
        }
        TradeOff.Point found = null;
        double least = REACH;
        for (TradeOff.Line line : data.lines()) {
            for (TradeOff.Point point : line.points()) {
                double distance =
                        position(point.model()).map(at -> at.distance(x, y)).orElse(REACH);
                if (distance < least) {
                    least = distance;
                    found = point;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private void moved(MouseEvent event) {
        hover(nearest(event.getX(), event.getY()));
    }

    private void hover(Optional<TradeOff.Point> point) {
        viewer.setCursor(point.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        onHover.accept(point);
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            nearest(event.getX(), event.getY()).ifPresent(onPick);
        }
    }

    private void placeRing() {
        Optional<Point2D> at = shown.flatMap(point -> position(point.model()));
        ring.setVisible(at.isPresent());
        at.ifPresent(it -> {
            ring.setCenterX(it.getX());
            ring.setCenterY(it.getY());
        });
    }
}
