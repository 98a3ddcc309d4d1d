package org.quantoscope.ui.depth;

import org.quantoscope.analysis.Histogram;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.PartReport;
import org.quantoscope.analysis.ResidualReport;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.SeriesChart;
import org.quantoscope.ui.chart.SeriesChart.Series;
import org.quantoscope.ui.chart.SeriesChart.Tone;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.DepthLook;
import org.quantoscope.ui.model.PartChoice;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three charts of curves: errors as a distribution, errors by magnitude, scales. */
final class DepthCharts {
    private static final double EMPTY = 0.7;

    private final SeriesChart scales = chart("scales", false, false);
    private final SeriesChart residuals = chart("residuals", false, true);
    private final SeriesChart magnitude = chart("magnitude", true, true);
    private final Map<String, ChartFrame> frames = new LinkedHashMap<>();

    DepthCharts() {
        for (String key : DepthView.keys()) {
            frames.put(key, new ChartFrame("depth." + key, chart(key)));
            tell(key, "");
        }
    }

    /** A figure over the chart, read out with its title. */
    private void tell(String key, String figure) {
        frame(key).setFigure(figure);
        chart(key).describe(Texts.text("chart.said", Texts.text("depth." + key), figure));
    }

    private static SeriesChart chart(String key, boolean logX, boolean logY) {
        return new SeriesChart(
                "depth-" + key,
                new SeriesChart.Kind(
                        Texts.text("depth." + key + ".x"),
                        Texts.text("depth." + key + ".y"),
                        logX,
                        logY,
                        false,
                        false));
    }

    Map<String, ChartFrame> frames() {
        return frames;
    }

    ChartFrame frame(String key) {
        return java.util.Objects.requireNonNull(frames.get(key));
    }

    SeriesChart chart(String key) {
        return switch (key) {
            case "scales" -> scales;
            case "residuals" -> residuals;
            default -> magnitude;
        };
    }

    void setPalette(Palette palette) {
        DepthView.keys().forEach(key -> chart(key).setPalette(palette));
    }

    void clear() {
        DepthView.keys()
                .forEach(key -> {
                    chart(key).show(List.of(), false);
                    tell(key, "");
                });
    }

    void show(DepthLook look, boolean stale) {
        showScales(look, stale);
        showResiduals(look, stale);
        showMagnitude(look, stale);
    }

    private void showScales(DepthLook look, boolean stale) {
        PartReport part = look.part();
        PartReport control = look.controlPart();
        boolean down = look.choice().kind() == PartChoice.Kind.COLUMN;
        double first = down ? part.window().firstRow() : part.window().firstColumn();
        int size = part.scale().length;
        double[] x = new double[2 * size];
        for (int i = 0; i < x.length; i++) {
            x[i] = first + (i + 1) / 2;
        }
        List<Series> series = new ArrayList<>();
        series.add(new Series(Texts.text("chart.control"), Tone.CONTROL, x, wide(control.scale())));
        series.add(
                new Series(
                        Texts.text("depth.scales.salient"),
                        Tone.SALIENT,
                        x,
                        wide(part.salientScale())));
        look.held()
                .ifPresent(it ->
                        series.add(
                                new Series(
                                        Texts.text("chart.held"),
                                        Tone.HELD,
                                        x,
                                        wide(it.part().scale()))));
        series.add(new Series(Texts.text("chart.after"), Tone.AFTER, x, wide(part.scale())));
        double most = 0;
        for (Series one : series) {
            for (double y : one.y()) {
                most = y > most ? y : most;
            }
        }
        scales.setHome(first, first + Math.max(1, size), 0, most > 0 ? 1.1 * most : 1);
        scales.show(series, stale);
        scales.setLabelX(Texts.text(down ? "depth.row" : "depth.column"));
        tell("scales", Texts.text(down ? "depth.scales.down" : "depth.scales.along"));
    }

    /** Each value over the whole width of its weight. */
    private static double[] wide(float[] values) {
        double[] wide = new double[2 * values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i / 2];
        }
        return wide;
    }

    private void showResiduals(DepthLook look, boolean stale) {
        Histogram method = look.residuals().residuals();
        Histogram control = look.controlResiduals().residuals();
        Optional<Histogram> held = look.held().map(it -> it.residuals().residuals());
        double peak = Math.max(method.peak(), control.peak());
        peak = Math.max(peak, held.map(Histogram::peak).orElse(0L));
        residuals.setHome(method.edge(0), method.edge(method.bins()), EMPTY, 1.6 * peak);
        List<Series> series = new ArrayList<>();
        series.add(curve("chart.control", Tone.CONTROL, control));
        held.ifPresent(it -> series.add(curve("chart.held", Tone.HELD, it)));
        series.add(curve("chart.after", Tone.AFTER, method));
        residuals.show(series, stale);
        tell(
                "residuals",
                Texts.text(
                        "depth.residuals.figure",
                        Figures.significant(Math.sqrt(look.report().error().mse()), 3)
                                + DepthView.beside(
                                        look, it -> Math.sqrt(it.report().error().mse())),
                        Figures.significant(Math.sqrt(look.control().error().mse()), 3)));
    }

    private static Series curve(String key, Tone tone, Histogram histogram) {
        return new Series(Texts.text(key), tone, middles(histogram), counts(histogram));
    }

    private static double[] middles(Histogram histogram) {
        double[] middles = new double[histogram.bins()];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = (histogram.edge(i) + histogram.edge(i + 1)) / 2;
        }
        return middles;
    }

    private static double[] counts(Histogram histogram) {
        double[] counts = new double[histogram.bins()];
        for (int i = 0; i < counts.length; i++) {
            // On a logarithmic axis an empty bin lies just below one weight.
            counts[i] = Math.max(EMPTY, histogram.counts()[i]);
        }
        return counts;
    }

    private void showMagnitude(DepthLook look, boolean stale) {
        Series control = magnitude("chart.control", Tone.CONTROL, look.controlResiduals());
        Series method = magnitude("chart.after", Tone.AFTER, look.residuals());
        List<Series> series = new ArrayList<>();
        series.add(control);
        look.held().ifPresent(it -> series.add(magnitude("chart.held", Tone.HELD, it.residuals())));
        series.add(method);
        double largest = look.report().stats().absMax();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Series one : series) {
            for (double y : one.y()) {
                least = y > 0 ? Math.min(least, y) : least;
                most = Math.max(most, y);
            }
        }
        if (most > 0) {
            magnitude.setHome(
                    largest / 1000, 1.2 * largest, Math.max(least / 2, most * 1e-8), 2 * most);
        }
        magnitude.show(series, stale);
        List<SeriesChart.Mark> thresholds = new ArrayList<>();
        look.held().ifPresent(it -> threshold(thresholds, it.report(), Tone.HELD, "B"));
        threshold(thresholds, look.report(), Tone.SALIENT, "");
        magnitude.mark(thresholds);
    }

    private static void threshold(
            List<SeriesChart.Mark> marks, LayerReport report, Tone tone, String name) {
        if (report.salience().salientCount() > 0) {
            marks.add(new SeriesChart.Mark(report.salience().threshold(), tone, name));
        }
    }

    private static Series magnitude(String key, Tone tone, ResidualReport report) {
        int size = report.byMagnitude().size();
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            ResidualReport.MagnitudeError bin = report.byMagnitude().get(i);
            x[i] = Math.sqrt((double) bin.from() * bin.to());
            y[i] = bin.mse();
        }
        return new Series(Texts.text(key), tone, x, y);
    }
}
