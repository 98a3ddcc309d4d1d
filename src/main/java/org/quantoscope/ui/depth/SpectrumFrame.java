package org.quantoscope.ui.depth;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

import org.quantoscope.analysis.Spectrum;
import org.quantoscope.analysis.SpectrumReport;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.SeriesChart;
import org.quantoscope.ui.chart.SeriesChart.Series;
import org.quantoscope.ui.chart.SeriesChart.Tone;
import org.quantoscope.ui.control.ChartFrame;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.SpectrumLook;
import org.quantoscope.ui.model.SpectrumModel;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Singular values of W, of the error, and of those that round-to-nearest and B make. */
final class SpectrumFrame extends ChartFrame {
    /** Values below that part of the largest are rounding. */
    private static final double ROUNDING = 1e-7;

    /** Part of the largest value that the axis reaches down to at the most. */
    private static final double DEPTH = 1e-4;

    private final SeriesChart chart;
    private final Label message = new Label();
    private final Button compute = new Button(Texts.text("depth.spectrum.compute"));
    private final VBox over = new VBox(8, message, compute);
    private final Label figures = new Label();
    private String tensor = "";

    SpectrumFrame(SpectrumModel model, ChartSaver pictures) {
        this(model, pictures, chart());
    }

    private SpectrumFrame(SpectrumModel model, ChartSaver pictures, SeriesChart chart) {
        this(chart, new StackPane(chart));
        compute.setOnAction(event -> model.compute());
        withAction(
                "save-picture",
                "chart.save-picture",
                () ->
                        pictures.save(
                                chart,
                                Texts.text("depth.spectrum") + " — " + tensor,
                                figures.getText().replace("\n", " · ")));
        model.lookProperty().subscribe(look -> show(look));
    }

    private SpectrumFrame(SeriesChart chart, StackPane content) {
        super("depth.spectrum", content);
        this.chart = chart;
        setId("depth-spectrum-frame");
        message.setId("spectrum-message");
        message.setWrapText(true);
        message.setTextAlignment(TextAlignment.CENTER);
        message.setMaxWidth(300);
        compute.setId("spectrum-compute");
        over.getStyleClass().add("chart-message");
        over.setAlignment(Pos.CENTER);
        over.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        figures.setId("spectrum-figures");
        figures.getStyleClass().add("chart-figures");
        figures.setMouseTransparent(true);
        StackPane.setAlignment(figures, Pos.TOP_RIGHT);
        content.getChildren().addAll(figures, over);
    }

    private static SeriesChart chart() {
        return new SeriesChart(
                "depth-spectrum",
                new SeriesChart.Kind(
                        Texts.text("depth.spectrum.x"),
                        Texts.text("depth.spectrum.y"),
                        false,
                        true,
                        false,
                        false));
    }

    void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    private void show(SpectrumLook look) {
        boolean ask = look.step() == SpectrumLook.Step.ASK;
        boolean done = look.step() == SpectrumLook.Step.DONE;
        compute.setVisible(ask);
        compute.setManaged(ask);
        message.setText(
                switch (look.step()) {
                    case NONE ->
                            look.message().isEmpty() ? Texts.text("depth.none") : look.message();
                    case ASK ->
                            Texts.text(
                                    look.answer().isEmpty()
                                            ? "depth.spectrum.ask"
                                            : "depth.spectrum.again");
                    case WAIT -> look.answer().isEmpty() ? Texts.text("depth.spectrum.wait") : "";
                    case DONE -> "";
                });
        over.setVisible(!message.getText().isEmpty());
        // Older curves stay in sight.
        StackPane.setAlignment(over, look.answer().isEmpty() ? Pos.CENTER : Pos.BOTTOM_LEFT);
        StackPane.setMargin(
                over, look.answer().isEmpty() ? Insets.EMPTY : new Insets(0, 0, 58, 76));
        look.answer().ifPresentOrElse(it -> show(it, !done), this::clear);
    }

    private void clear() {
        chart.show(List.of(), false);
        chart.setVisible(false);
        figures.setText("");
    }

    private void show(SpectrumReport report, boolean stale) {
        Spectrum original = report.original();
        int count = original.values().length;
        double least = Double.POSITIVE_INFINITY;
        List<Spectrum> all =
                Stream.concat(
                                Stream.of(original, report.error(), report.controlError()),
                                report.heldError().stream())
                        .toList();
        for (Spectrum one : all) {
            for (double value : one.values()) {
                least = value > ROUNDING * original.norm() ? Math.min(least, value) : least;
            }
        }
        double most = all.stream().mapToDouble(Spectrum::norm).max().orElseThrow();
        if (most > 0) {
            chart.setHome(
                    count > 1 ? 1 : 0,
                    Math.max(2, count),
                    Math.max(least / 1.5, DEPTH * most),
                    1.5 * most);
        }
        List<Series> series = new ArrayList<>();
        series.add(series("chart.before", Tone.BEFORE, original, most));
        series.add(series("chart.control", Tone.CONTROL, report.controlError(), most));
        report.heldError().ifPresent(it -> series.add(series("chart.held", Tone.HELD, it, most)));
        series.add(series("chart.after", Tone.AFTER, report.error(), most));
        chart.show(series, stale);
        tensor = report.report().tensor().name();
        chart.setVisible(true);
        figures.setOpacity(stale ? 0.5 : 1);
        figures.setText(
                Texts.text(
                        "depth.spectrum.figure",
                        norm(report.error()),
                        report.heldError()
                                .map(it -> Texts.text("depth.spectrum.held", norm(it)))
                                .orElse(""),
                        norm(report.controlError()),
                        original.exact()
                                ? Texts.text("depth.spectrum.all", Figures.count(original.order()))
                                : Texts.text(
                                        "depth.spectrum.first",
                                        count,
                                        Figures.count(original.order()))));
        chart.describe(Texts.text("depth.spectrum.described", tensor, figures.getText()));
    }

    /** The largest value, and how it compares with that of noise. */
    private static String norm(Spectrum error) {
        return error.norm() == 0
                ? "0"
                : Texts.text(
                        "depth.spectrum.norm",
                        Figures.significant(error.norm(), 3),
                        Figures.significant(error.norm() / error.normOfNoise(), 3));
    }

    private static Series series(String key, Tone tone, Spectrum spectrum, double most) {
        double[] x = new double[spectrum.values().length];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1;
            double value = spectrum.values()[i];
            y[i] = value > ROUNDING * most ? value : Double.NaN;
        }
        return new Series(Texts.text(key), tone, x, y);
    }
}
