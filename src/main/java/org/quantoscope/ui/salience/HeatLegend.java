package org.quantoscope.ui.salience;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.quantoscope.ui.chart.DensityChart;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the colours of the density map mean: from none to eight times the mean. */
final class HeatLegend extends HBox {
    private static final int STEPS = 12;

    private final Label least = new Label();
    private final Label most = new Label();

    HeatLegend() {
        super(5);
        getStyleClass().add("heat-legend");
        Region bar = new Region();
        bar.getStyleClass().add("heat-bar");
        String stops =
                IntStream.rangeClosed(0, STEPS)
                        .mapToDouble(i -> i / (double) STEPS)
                        .mapToObj(at ->
                                String.format(
                                        Locale.ROOT,
                                        "#%06x %.0f%%",
                                        DensityChart.rgbAt(at),
                                        100 * at))
                        .collect(Collectors.joining(", "));
        bar.setStyle("-fx-background-color: linear-gradient(to right, " + stops + ");");
        for (Label label : new Label[] {least, most}) {
            label.getStyleClass().add("hint");
            label.setMinWidth(Region.USE_PREF_SIZE);
            Tips.set(label, Texts.text("salience.legend.hint"));
        }
        getChildren().addAll(least, bar, most);
        show(false);
    }

    /** Says what the colours are of: densities of cells, or single weights. */
    void show(boolean singleWeights) {
        String key = singleWeights ? "salience.legend.weight." : "salience.legend.";
        least.setText(Texts.text(key + "least"));
        most.setText(Texts.text(key + "most"));
    }
}
