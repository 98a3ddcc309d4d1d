package org.quantoscope.ui.chart;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.event.ChartProgressEvent;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.Histogram;
import org.quantoscope.ui.text.Texts;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Histogram of a tensor before and after, with its salient part and a control.
 *
 * <p>Axes hold still while the data of one tensor change. The wheel zooms the weights, a drag zooms
 * to a rectangle, a double click returns; the keyboard reads it bin by bin.
 */
public final class DistributionChart extends PlotPane {
    private static final String WEIGHT = Texts.text("axis.weight");
    private static final String COUNT = Texts.text("axis.count");

    /** Pixels of the axis and the margins beside the data. */
    private static final double BESIDE = 70;

    private final CurveDataset dataset = new CurveDataset();
    private final CurveRenderer renderer;
    private final HomeAxes.Linear weights;
    private final HomeAxes.Linear linear;
    private final HomeAxes.Logarithmic logarithmic =
            new HomeAxes.Logarithmic(Texts.text("axis.count.log"));
    private final BinCursor cursor;

    private final GridMarks levels = new GridMarks();

    private @Nullable DistributionData data;

    public DistributionChart() {
        this("chart");
    }

    /**
     * @param id of the canvas, for tests
     */
    public DistributionChart(String id) {
        this(
                id,
                new CurveRenderer(),
                HomeAxes.Linear.ofWeights(WEIGHT),
                new HomeAxes.Linear(COUNT));
    }

    private DistributionChart(
            String id, CurveRenderer renderer, HomeAxes.Linear weights, HomeAxes.Linear linear) {
        super(new XYPlot(null, weights, linear, renderer), id);
        this.renderer = renderer;
        this.weights = weights;
        this.linear = linear;
        this.cursor = new BinCursor(weights, this::plotArea);
        plot.setDataset(dataset);
        plot.addAnnotation(levels);
        getStyleClass().add("distribution-chart");
        getChildren().add(cursor);
        viewer.getCanvas().setOnScroll(this::zoomWeights);
        viewer.addEventFilter(MouseEvent.MOUSE_MOVED, this::hovered);
        viewer.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::hovered);
        // After the viewer's own handler, which may have zoomed.
        viewer.addEventHandler(MouseEvent.MOUSE_RELEASED, this::hovered);
        viewer.addEventFilter(MouseEvent.MOUSE_EXITED, event -> cursor.leave());
        viewer.addEventFilter(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 2) {
                        resetZoom();
                    }
                });
        viewer.addEventHandler(KeyEvent.KEY_PRESSED, new ChartKeys(weights, cursor));
        viewer.focusedProperty()
                .subscribe((before, now) -> {
                    if (!now) {
                        cursor.leave();
                    }
                });
        chart.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                cursor.place();
            }
        });
        plot.setDomainPannable(true);
        plot.setRangePannable(true);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        SalientStrip.makeRoom(plot);
        setPalette(Palette.LIGHT);
    }

    /** Told what the bin under the mouse or the keyboard's cursor holds, or nothing. */
    public void setOnReading(Consumer<Optional<BinReading>> listener) {
        cursor.setListener(listener);
    }

    /**
     * Draws other curves over the same axes.
     *
     * @param stale whether they belong to an older specification than the one on screen
     */
    public void update(DistributionData next, boolean stale) {
        beginChange();
        data = next;
        cursor.read(next);
        renderer.setFaded(stale);
        dataset.show(curves(next));
        ThresholdMarks.show(plot, next.threshold(), palette());
    }

    @Override
    void beforeDrawing() {
        // Numbers along the axes of an empty chart would mean nothing.
        plot.getDomainAxis().setTickLabelsVisible(data != null);
        plot.getRangeAxis().setTickLabelsVisible(data != null);
        ThresholdMarks.fit(plot, getWidth() - BESIDE);
    }

    @Override
    Stream<ValueAxis> axes() {
        return Stream.of(weights, linear, logarithmic);
    }

    /** Starts over for another tensor or other bins: axes go to where the original fits. */
    public void showSubject(DistributionData next, boolean keepZoom) {
        beginChange();
        Histogram before = next.before();
        double low = before.edge(0);
        double high = before.edge(before.bins());
        double margin = low < high ? 0.02 * (high - low) : Math.max(1e-3, Math.abs(low) * 0.1);
        long peak = Math.max(1, before.peak());
        weights.setHome(new Range(low - margin, high + margin));
        if (levels.isEmpty()) {
            linear.setHome(new Range(0, 1.6 * peak));
            logarithmic.setHome(new Range(0.7, Math.max(10, 12.0 * peak)));
        } else {
            // Spikes are what a grid makes of few weights: all of them are shown, under its marks.
            long highest = Math.max(1, next.peak());
            linear.setHome(new Range(0, 1.45 * highest));
            logarithmic.setHome(new Range(0.7, Math.max(10, 6.0 * highest)));
        }
        if (!keepZoom) {
            resetZoom();
        }
        update(next, false);
    }

    /** Draws the values that codes stand for; empty arrays draw none. */
    public void setLevels(float[] ofMany, float[] ofSalient, float[] ofControl, float[] ofHeld) {
        beginChange();
        levels.show(ofMany, ofSalient, ofControl, ofHeld);
    }

    /** Number of bins that are drawn. */
    public int bins() {
        return data == null ? 0 : data.before().bins();
    }

    /** Shows that what is drawn belongs to an older question. */
    public void setStale() {
        beginChange();
        renderer.setFaded(true);
    }

    /** Shows an empty plot. */
    public void clear() {
        beginChange();
        data = null;
        plot.clearDomainMarkers();
        levels.show(new float[0], new float[0], new float[0], new float[0]);
        dataset.show(List.of());
        cursor.read(null);
    }

    public void setLogarithmicCounts(boolean value) {
        beginChange();
        plot.setRangeAxis(value ? logarithmic : linear);
    }

    /** Makes the count axis reach the highest spike of any curve. */
    public void fitCounts() {
        if (data != null) {
            linear.setRange(0, 1.05 * data.peak());
            logarithmic.setRange(0.7, 1.5 * data.peak());
        }
    }

    /** Highest count of any curve that the count axis cuts off; empty where all fit. */
    public Optional<Long> cutOffPeak() {
        return Optional.ofNullable(data)
                .map(DistributionData::peak)
                .filter(peak -> peak > plot.getRangeAxis().getUpperBound());
    }

    public void resetZoom() {
        weights.goHome();
        linear.goHome();
        logarithmic.goHome();
    }

    @Override
    void colour(Palette next) {
        renderer.setPalette(next);
        cursor.setPalette(next);
        levels.setPalette(next);
        if (data != null) {
            ThresholdMarks.show(plot, data.threshold(), next);
        }
    }

    static List<CurveDataset.Curve> curves(DistributionData data) {
        List<CurveDataset.Curve> curves = new ArrayList<>();
        curves.add(new CurveDataset.Curve(CurveDataset.Kind.BEFORE, data.before()));
        data.salient()
                .ifPresent(it -> curves.add(new CurveDataset.Curve(CurveDataset.Kind.SALIENT, it)));
        data.control()
                .ifPresent(it -> curves.add(new CurveDataset.Curve(CurveDataset.Kind.CONTROL, it)));
        data.held().ifPresent(it -> curves.add(new CurveDataset.Curve(CurveDataset.Kind.HELD, it)));
        data.after()
                .ifPresent(it -> curves.add(new CurveDataset.Curve(CurveDataset.Kind.AFTER, it)));
        return curves;
    }

    private void zoomWeights(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            double centre = weightAt(event.getX());
            double factor = event.getDeltaY() > 0 ? 0.8 : 1.25;
            beginChange();
            weights.zoomAround(centre, factor);
            event.consume();
        }
    }

    private double weightAt(double x) {
        return weights.java2DToValue(x, plotArea(), plot.getDomainAxisEdge());
    }

    private void hovered(MouseEvent event) {
        if (plotArea().contains(event.getX(), event.getY())) {
            cursor.goTo(weightAt(event.getX()));
        } else {
            cursor.leave();
        }
    }
}
