package org.quantoscope.ui.distribution;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;

import org.quantoscope.ui.chart.DistributionChart;
import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.LegendLabel;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** The line over the chart: what the colours mean, and how counts and bins are shown. */
final class ChartTools extends WrapRow {
    private static final List<Integer> BINS = List.of(64, 128, 256, 512, 1024, 2048, 4096);

    ChartTools(WorkbenchModel model, DistributionChart chart) {
        super(7, legend("before"), legend("after"), held(model), legend("salient"), control(model));
        getStyleClass().add("chart-tools");
        addRight(logarithmic(chart), bins(model));
    }

    /** Buttons that act on the chart once. */
    static List<Node> actions(DistributionChart chart, Runnable save) {
        return List.of(
                tool("fit", chart::fitCounts),
                tool("reset-zoom", chart::resetZoom),
                tool("save-picture", save));
    }

    private static Node legend(String key) {
        return new LegendLabel("chart." + key, key);
    }

    private static Node held(WorkbenchModel model) {
        Node held = legend("held");
        held.setId("legend-held");
        held.visibleProperty().bind(model.comparison().sideBySideProperty());
        held.managedProperty().bind(model.comparison().comparedProperty());
        return held;
    }

    private static Node control(WorkbenchModel model) {
        Region chip = new Region();
        chip.getStyleClass().addAll("legend-chip", "control-chip");
        ToggleButton toggle = new ToggleButton(Texts.text("chart.control"), chip);
        toggle.setId("toggle-control");
        toggle.getStyleClass().addAll("small", "legend");
        toggle.selectedProperty().bindBidirectional(model.controlProperty());
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(toggle, Texts.text("chart.control.hint"));
        return toggle;
    }

    private static Node logarithmic(DistributionChart chart) {
        ToggleButton toggle = new ToggleButton(Texts.text("chart.log"));
        toggle.setId("toggle-log");
        toggle.getStyleClass().add("small");
        toggle.selectedProperty().subscribe(value -> chart.setLogarithmicCounts(value));
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(toggle, Texts.text("chart.log.hint"));
        return toggle;
    }

    private static Node bins(WorkbenchModel model) {
        ComboBox<Integer> box = new ComboBox<>();
        box.setId("bins");
        box.getItems().setAll(BINS);
        box.setValue(model.binsProperty().get());
        box.getStyleClass().add("small");
        box.setOnAction(event -> model.binsProperty().set(box.getValue()));
        Tips.set(box, Texts.text("chart.bins.hint"));
        box.setConverter(new BinsText());
        box.setAccessibleText(Texts.text("chart.bins"));
        box.setMinWidth(90);
        return box;
    }

    private static Node tool(String key, Runnable action) {
        return new IconButton("chart-" + key, key, Texts.text("chart." + key), action);
    }
}
