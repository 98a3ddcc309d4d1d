package org.quantoscope.ui.tradeoff;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.ui.control.LegendLabel;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.ViewState;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.stream.Stream;

/** The line over the chart: what the marks mean and what the axes measure. */
final class AxisTools extends WrapRow {
    private final ComboBox<TradeOffAxis> cost = box("cost", TradeOffAxis.COSTS);
    private final ComboBox<TradeOffAxis> loss =
            box(
                    "loss",
                    Stream.of(TradeOffAxis.LOSSES, TradeOffAxis.RUN_LOSSES)
                            .flatMap(List::stream)
                            .toList());
    private boolean changed;

    /**
     * @param onAxes told when an axis measures something else
     */
    AxisTools(Runnable onAxes) {
        super(9, legend("papers"), legend("compact"), legend("rtn"), legend("rtn-clip"));
        getStyleClass().add("chart-tools");
        addRight(loss, cost);
        for (ComboBox<TradeOffAxis> box : List.of(cost, loss)) {
            box.setOnAction(event -> {
                changed = true;
                onAxes.run();
                changed = false;
            });
        }
    }

    /** Keeps what the axes measure for a session. */
    void keepIn(ViewState views) {
        views.keep("tradeoff.cost", cost.valueProperty(), TradeOffAxis.class);
        views.keep("tradeoff.loss", loss.valueProperty(), TradeOffAxis.class);
    }

    TradeOffAxis cost() {
        return cost.getValue();
    }

    TradeOffAxis loss() {
        return loss.getValue();
    }

    /** Whether the chart is being drawn again because an axis measures something else. */
    boolean haveChanged() {
        return changed;
    }

    private static Node legend(String key) {
        return new LegendLabel("tradeoff.legend." + key, key);
    }

    private static ComboBox<TradeOffAxis> box(String key, List<TradeOffAxis> axes) {
        ComboBox<TradeOffAxis> box = new ComboBox<>();
        box.setId("trade-off-" + key);
        box.getStyleClass().add("small");
        box.getItems().setAll(axes);
        box.setValue(axes.getFirst());
        box.setAccessibleText(Texts.text("tradeoff." + key));
        box.setMinWidth(106);
        box.setPrefWidth(112);
        Tips.set(box, Texts.text("tradeoff." + key + ".hint"));
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable TradeOffAxis axis) {
                        return axis == null ? "" : Texts.text("tradeoff.axis." + axis.key());
                    }

                    @Override
                    public @Nullable TradeOffAxis fromString(String text) {
                        return null;
                    }
                });
        return box;
    }
}
