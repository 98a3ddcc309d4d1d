package org.quantoscope.ui.distribution;

import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.BinReading;
import org.quantoscope.ui.chart.DistributionChart;
import org.quantoscope.ui.chart.DistributionData;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Preview;
import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;
import java.util.OptionalLong;

/** The selected tensor's distribution before and after; faint while it is out of date. */
public final class DistributionView extends VBox {
    /** A tensor measured sooner takes the place of the one before without a blank between. */
    private static final int PATIENCE_MILLIS = 150;

    private final DistributionChart chart = new DistributionChart();
    private final WorkbenchModel model;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Label reading = new Label();
    private final Label message = new Label();
    private final PauseTransition slow = new PauseTransition(Duration.millis(PATIENCE_MILLIS));
    private Optional<WeightStats> subject = Optional.empty();
    private String described = "";

    /**
     * @param savePicture asks for a file and saves the chart to it
     */
    public DistributionView(WorkbenchModel model, Runnable savePicture) {
        this.model = model;
        getStyleClass().add("distribution-view");
        setId("distribution");
        title.getStyleClass().add("pane-title");
        title.setId("shown-tensor");
        title.setMinWidth(0);
        facts.setId("shown-facts");
        facts.getStyleClass().add("hint");
        facts.setMinWidth(Region.USE_PREF_SIZE);
        facts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(facts, Priority.ALWAYS);
        title.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        HBox header = new HBox(8, title, facts);
        HBox actions = new HBox();
        actions.getChildren().addAll(ChartTools.actions(chart, savePicture));
        actions.setMinWidth(Region.USE_PREF_SIZE);
        header.getChildren().add(actions);
        header.getStyleClass().add("pane-header");
        reading.getStyleClass().add("reading");
        reading.setId("reading");
        reading.setWrapText(true);
        // As wide as the pane; its text changes while the pane is being laid out.
        reading.setMaxWidth(Double.MAX_VALUE);
        message.getStyleClass().add("chart-message");
        message.setId("chart-message");
        message.setWrapText(true);
        message.setMaxWidth(Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(chart, message);
        middle.setMinHeight(150);
        VBox.setVgrow(middle, Priority.ALWAYS);
        getChildren().addAll(header, new ChartTools(model, chart), middle, reading);
        slow.setOnFinished(event -> showMeasuring());
        chart.setOnReading(this::showReading);
        showReading(Optional.empty());
        model.preview().stateProperty().subscribe(state -> show(state));
        model.comparison().otherProperty().subscribe(other -> showHeader());
        model.comparison().heldStateProperty().subscribe(state -> showHeld());
        model.comparison().sideBySideProperty().subscribe(both -> showHeld());
    }

    public void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    /** The chart, to be pictured. */
    public DistributionChart chart() {
        return chart;
    }

    private void show(PreviewState state) {
        showHeader();
        slow.stop();
        showMessage(
                switch (state) {
                    case PreviewState.Failed failed -> failed.message();
                    case PreviewState.Ready ready when ready.preview().original().isEmpty() ->
                            Texts.text("chart.unreadable", ready.preview().decision().reason());
                    default -> "";
                });
        boolean computing = state instanceof PreviewState.Computing;
        if (state.shown().isPresent()) {
            show(state.shown().get(), computing);
        } else if (computing) {
            chart.setStale();
            slow.playFromStart();
        } else {
            clear();
        }
    }

    /** Names the tensor that is selected, also while it is being measured. */
    private void showHeader() {
        Optional<TensorInfo> tensor = model.shown();
        String name = tensor.map(TensorInfo::name).orElse(Texts.text("chart.title"));
        title.setText(name);
        Tips.set(title, name);
        facts.setText(tensor.map(it -> factsOf(it) + besideOf(it)).orElse(""));
        described = tensor.map(it -> Texts.text("chart.described", it.name())).orElse(name);
        chart.describe(described);
    }

    private static String factsOf(TensorInfo tensor) {
        String key = tensor.isDequantized() ? "chart.facts.dequantized" : "chart.facts";
        return Texts.text(key, tensor.shape(), tensor.encoding());
    }

    /** How B stores its counterpart, where B is a checkpoint. */
    private String besideOf(TensorInfo tensor) {
        return model.comparison()
                .otherProperty()
                .get()
                .map(it ->
                        Texts.text(
                                "chart.facts.beside",
                                it.counterpart(tensor)
                                        .map(TensorInfo::encoding)
                                        .orElse(Figures.NONE)))
                .orElse("");
    }

    /** A tensor that takes its time: the chart of the one before must not stand under its name. */
    private void showMeasuring() {
        clear();
        showMessage(Texts.text("chart.measuring"));
    }

    private void clear() {
        subject = Optional.empty();
        chart.clear();
    }

    private void show(Preview preview, boolean stale) {
        if (preview.original().isEmpty()) {
            clear();
            return;
        }
        WeightStats original = preview.original().get();
        DistributionData data =
                DistributionData.of(original, preview.report(), preview.control())
                        .withHeld(heldReport(preview.tensor()));
        boolean sameTensor = subject.map(it -> it.tensor().equals(original.tensor())).orElse(false);
        boolean sameBins =
                subject.map(it -> it.histogram().bins() == original.histogram().bins())
                        .orElse(false);
        if (sameTensor && sameBins) {
            chart.update(data, stale);
        } else {
            chart.showSubject(data, sameTensor);
        }
        subject = Optional.of(original);
    }

    /** The other recipe's answer has come or gone. */
    private void showHeld() {
        PreviewState state = model.preview().stateProperty().get();
        state.shown().ifPresent(it -> show(it, state instanceof PreviewState.Computing));
    }

    private Optional<LayerReport> heldReport(TensorInfo tensor) {
        return model.comparison()
                .heldStateProperty()
                .get()
                .shown()
                .filter(it -> model.comparison().sideBySideProperty().get())
                .filter(it -> it.tensor().equals(tensor))
                .flatMap(Preview::report);
    }

    private void showMessage(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }

    private void showReading(Optional<BinReading> bin) {
        bin.map(DistributionView::words)
                .ifPresentOrElse(
                        words -> {
                            reading.setText(words);
                            chart.describe(words);
                        },
                        () -> {
                            reading.setText(hint());
                            chart.describe(described);
                        });
    }

    private String hint() {
        return chart.cutOffPeak()
                .map(peak -> Texts.text("chart.cut", Figures.count(peak)))
                .orElse(Texts.text("chart.reading.none"));
    }

    private static String words(BinReading bin) {
        String words =
                Texts.text(
                        "chart.reading",
                        Figures.significant(bin.from(), 4),
                        Figures.significant(bin.to(), 4),
                        Figures.count(bin.before()),
                        countOrNone(bin.salient()),
                        countOrNone(bin.after()));
        if (bin.held().isPresent()) {
            words += Texts.text("chart.reading.held", countOrNone(bin.held()));
        }
        return bin.control().isPresent()
                ? words + Texts.text("chart.reading.control", countOrNone(bin.control()))
                : words;
    }

    private static String countOrNone(OptionalLong count) {
        return count.isPresent() ? Figures.count(count.getAsLong()) : Figures.NONE;
    }
}
