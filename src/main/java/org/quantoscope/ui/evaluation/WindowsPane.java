package org.quantoscope.ui.evaluation;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.quantoscope.inference.Scores;
import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.SeriesChart;
import org.quantoscope.ui.chart.SeriesChart.Series;
import org.quantoscope.ui.chart.SeriesChart.Tone;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.LegendLabel;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** Negative log-likelihood of each window, of the original and of one or two recipes. */
final class WindowsPane extends VBox {
    private final SeriesChart chart =
            new SeriesChart(
                    "evaluation-chart",
                    new SeriesChart.Kind(
                            Texts.text("windows.x"),
                            Texts.text("windows.y"),
                            false,
                            false,
                            false,
                            false));
    private final Label message = new Label(Texts.text("windows.empty"));
    private final Label reading = new Label();
    private final LegendLabel first = new LegendLabel("windows.recipe", "after");
    private final LegendLabel second = new LegendLabel("windows.second", "held");
    private List<EvaluationRow> shown = List.of();
    private boolean unlike;

    /** The window that the keyboard reads, from 0; -1 for none. */
    private int walked = -1;

    /**
     * @param onPick told of the window that is clicked on, from 0
     */
    WindowsPane(IntConsumer onPick) {
        setId("windows");
        message.getStyleClass().add("chart-message");
        message.setWrapText(true);
        message.setMaxWidth(460);
        reading.setId("windows-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        chart.setMinSize(200, 90);
        chart.setWholeX();
        StackPane picture = new StackPane(chart, message);
        VBox.setVgrow(picture, Priority.ALWAYS);
        getChildren().addAll(legends(), picture, reading);
        chart.setOnHover(x -> read(x));
        chart.setOnPick(x -> window(x).ifPresent(at -> onPick.accept((int) at)));
        chart.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, onPick));
        show(List.of(), Texts.text("windows.empty"), false);
    }

    /** Arrows read window by window, Enter shows the text of the one that is read. */
    private void pressed(KeyEvent event, IntConsumer onPick) {
        if (shown.isEmpty()) {
            return;
        }
        switch (event.getCode()) {
            case RIGHT -> walk(walked + 1);
            case LEFT -> walk(walked - 1);
            case ENTER -> onPick.accept(Math.max(0, walked));
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void walk(int window) {
        walked = Math.clamp(window, 0, done(0).windows().size() - 1);
        read(OptionalDouble.of(walked + 1.0));
        chart.mark(List.of(new SeriesChart.Mark(walked + 1.0, Tone.BEFORE, "")));
        chart.describe(reading.getText());
    }

    private Node legends() {
        WrapRow legends =
                new WrapRow(9, new LegendLabel("windows.original", "before"), first, second);
        legends.getStyleClass().add("chart-tools");
        return legends;
    }

    void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    void save(ChartSaver pictures) {
        String figures = shown.isEmpty() ? "" : summary();
        pictures.save(chart, Texts.text("windows.title"), figures);
    }

    /**
     * @param rows one or two with figures, of one text and with one setting; the original counts
     *     for none
     * @param instead said where there is nothing to show
     * @param unlike whether further lines were selected that cannot be shown beside these
     */
    void show(List<EvaluationRow> rows, String instead, boolean unlike) {
        shown = List.copyOf(rows);
        this.unlike = unlike;
        walked = -1;
        chart.mark(List.of());
        message.setText(instead);
        message.setVisible(rows.isEmpty());
        name(first, 0);
        name(second, 1);
        List<Series> series = new ArrayList<>();
        if (!rows.isEmpty()) {
            series.add(series(Texts.text("evaluation.original"), Tone.BEFORE, done(0).original()));
            Tone[] tones = {Tone.AFTER, Tone.HELD};
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).isOriginal()) {
                    // Lines may have the same words; a chart's legend tells them by number then.
                    String name = EvaluationColumn.recipe(rows.get(i));
                    boolean twice = series.stream().anyMatch(it -> it.name().equals(name));
                    series.add(series(twice ? name + " (2)" : name, tones[i], done(i).scores()));
                }
            }
            setAxes(series);
        }
        chart.show(series, false);
        read(OptionalDouble.empty());
        chart.describe(rows.isEmpty() ? instead : reading.getText());
    }

    private void name(LegendLabel label, int index) {
        boolean some = index < shown.size() && !shown.get(index).isOriginal();
        label.setVisible(some);
        label.setManaged(some);
        if (some) {
            label.setText(EvaluationColumn.recipe(shown.get(index)));
        }
    }

    private EvaluationRow.Done done(int index) {
        return shown.get(index).done().orElseThrow();
    }

    private static Series series(String name, Tone tone, Scores scores) {
        double[] x = new double[scores.windowNll().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1.0;
        }
        return new Series(name, tone, x, scores.windowNll(), x.length == 1);
    }

    private void setAxes(List<Series> series) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Series one : series) {
            for (double y : one.y()) {
                least = Math.min(least, y);
                most = Math.max(most, y);
            }
        }
        double margin = Math.max(0.02, 0.06 * (most - least));
        int count = series.getFirst().x().length;
        chart.setHome(
                count == 1 ? 0.5 : 1, count == 1 ? 1.5 : count, least - margin, most + margin);
    }

    /** The window at a place of the level axis. */
    private OptionalDouble window(double x) {
        long at = Math.round(x) - 1;
        boolean some = !shown.isEmpty() && at >= 0 && at < done(0).windows().size();
        return some ? OptionalDouble.of(at) : OptionalDouble.empty();
    }

    private void read(OptionalDouble x) {
        if (shown.isEmpty()) {
            reading.setText("");
            return;
        }
        OptionalDouble at = x.isPresent() ? window(x.getAsDouble()) : OptionalDouble.empty();
        if (at.isEmpty()) {
            reading.setText(summary() + Texts.text("windows.summary.pick"));
            return;
        }
        int window = (int) at.getAsDouble();
        StringBuilder words =
                new StringBuilder(
                        Texts.text(
                                "windows.reading",
                                window + 1,
                                Figures.fixed(done(0).original().windowNll()[window], 3)));
        for (EvaluationRow row : shown) {
            if (!row.isOriginal()) {
                words.append(
                        Texts.text(
                                "windows.reading.recipe",
                                EvaluationColumn.recipe(row),
                                Figures.fixed(
                                        row.done().orElseThrow().scores().windowNll()[window], 3)));
            }
        }
        reading.setText(words.append(Texts.text("windows.reading.pick")).toString());
    }

    private String summary() {
        int windows = done(0).windows().size();
        String about = shown.getFirst().question().setting().text().name();
        return Texts.text("windows.summary", about, windows)
                + (unlike ? " " + Texts.text("windows.unlike") : "");
    }
}
