package org.quantoscope.ui.distribution;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.WeightStats;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.BinReading;
import org.quantoscope.ui.chart.DistributionChart;
import org.quantoscope.ui.chart.DistributionData;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Preview;
import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.Optional;

/** The selected tensor's distribution before and after; faint while it is out of date. */
public final class DistributionView extends VBox {
    private final DistributionChart chart = new DistributionChart();
    private final WorkbenchModel model;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Label reading = new Label();
    private final Label message = new Label();
    private Optional<WeightStats> subject = Optional.empty();

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
        message.getStyleClass().add("chart-message");
        message.setId("chart-message");
        message.setWrapText(true);
        StackPane middle = new StackPane(chart, message);
        middle.setMinHeight(150);
        VBox.setVgrow(middle, Priority.ALWAYS);
        getChildren().addAll(header, new ChartTools(model, chart), middle, reading);
        chart.setOnHover(this::showReading);
        showReading(Optional.empty());
        model.preview().stateProperty().subscribe(state -> show(state));
    }

    public void setPalette(Palette palette) {
        chart.setPalette(palette);
    }

    /** The chart, to be pictured. */
    public DistributionChart chart() {
        return chart;
    }

    private void show(PreviewState state) {
        boolean stale = state instanceof PreviewState.Computing;
        showMessage(
                switch (state) {
                    case PreviewState.Failed failed -> failed.message();
                    case PreviewState.Computing first when first.shown().isEmpty() ->
                            Texts.text("chart.measuring");
                    case PreviewState.Ready ready when ready.preview().original().isEmpty() ->
                            Texts.text("chart.unreadable", ready.preview().decision().reason());
                    default -> "";
                });
        if (state.shown().isPresent()) {
            show(state.shown().get(), stale);
        } else if (stale) {
            chart.setStale();
        } else {
            subject = Optional.empty();
            title.setText(model.shown().map(TensorInfo::name).orElse(Texts.text("chart.title")));
            facts.setText("");
            chart.clear();
        }
    }

    private void show(Preview preview, boolean stale) {
        title.setText(preview.tensor().name());
        Tips.set(title, preview.tensor().name());
        chart.describe(Texts.text("chart.described", preview.tensor().name()));
        facts.setText(
                Texts.text("chart.facts", preview.tensor().shape(), preview.tensor().dtype()));
        if (preview.original().isEmpty()) {
            chart.clear();
            subject = Optional.empty();
            return;
        }
        WeightStats original = preview.original().get();
        DistributionData data = DistributionData.of(original, preview.report(), preview.control());
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
        showReading(Optional.empty());
    }

    private void showMessage(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }

    private void showReading(Optional<BinReading> bin) {
        reading.setText(
                bin.map(it ->
                                Texts.text(
                                                "chart.reading",
                                                Figures.significant(it.from(), 4),
                                                Figures.significant(it.to(), 4),
                                                Figures.count(it.before()),
                                                it.salient().isPresent()
                                                        ? Figures.count(it.salient().getAsLong())
                                                        : "—",
                                                it.after().isPresent()
                                                        ? Figures.count(it.after().getAsLong())
                                                        : "—")
                                        + (it.control().isPresent()
                                                ? Texts.text(
                                                        "chart.reading.control",
                                                        Figures.count(it.control().getAsLong()))
                                                : ""))
                        .orElse(
                                chart.cutOffPeak()
                                        .map(peak -> Texts.text("chart.cut", Figures.count(peak)))
                                        .orElse(Texts.text("chart.reading.none"))));
    }
}
