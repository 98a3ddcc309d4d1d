package org.quantoscope.ui.depth;

import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.PartChoice;
import org.quantoscope.ui.text.Texts;

import java.util.EnumMap;
import java.util.Map;

/** Chooses a group, a row or a column by its numbers. */
final class PartPicker extends HBox {
    private final ObjectProperty<PartChoice> choice;
    private final Spinner<Integer> row = spinner("depth-row");
    private final Spinner<Integer> column = spinner("depth-column");
    private final Map<PartChoice.Kind, ToggleButton> kinds = new EnumMap<>(PartChoice.Kind.class);
    private boolean showing;

    PartPicker(ObjectProperty<PartChoice> choice) {
        super(6);
        this.choice = choice;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("part-picker");
        HBox line = new HBox();
        ToggleGroup group = new ToggleGroup();
        for (PartChoice.Kind kind : PartChoice.Kind.values()) {
            String key = kind.name().toLowerCase(java.util.Locale.ROOT);
            ToggleButton button = new ToggleButton(Texts.text("depth.kind." + key));
            button.setId("depth-kind-" + key);
            button.getStyleClass().add("small");
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            Tips.set(button, Texts.text("depth.kind." + key + ".hint"));
            button.setOnAction(event -> {
                button.setSelected(true);
                choice.set(choice.get().withKind(kind));
            });
            kinds.put(kind, button);
            line.getChildren().add(button);
        }
        getChildren().addAll(line, label("depth.row", row), row);
        getChildren().addAll(label("depth.column", column), column);
        row.valueProperty().subscribe(now -> picked());
        column.valueProperty().subscribe(now -> picked());
        choice.subscribe(this::show);
    }

    private static Label label(String key, Spinner<Integer> of) {
        Label label = new Label(Texts.text(key));
        label.setLabelFor(of);
        Tips.set(label, Texts.text(key + ".hint"));
        label.getStyleClass().add("hint");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Spinner<Integer> spinner(String id) {
        Spinner<Integer> spinner = new Spinner<>();
        spinner.setValueFactory(
                new SpinnerValueFactory.IntegerSpinnerValueFactory(0, Integer.MAX_VALUE, 0));
        spinner.setEditable(true);
        spinner.setId(id);
        spinner.setPrefWidth(88);
        spinner.setMinWidth(88);
        spinner.getStyleClass().add("small");
        String key = id.replace('-', '.');
        spinner.setAccessibleText(Texts.text(key));
        spinner.getEditor().setAccessibleText(Texts.text(key));
        Tips.set(spinner, Texts.text(key + ".hint"));
        return spinner;
    }

    /** Limits the numbers to those of a tensor. */
    void setTensor(TensorInfo tensor) {
        showing = true;
        limit(row, tensor.rows());
        limit(column, tensor.columns());
        showing = false;
        show(choice.get().within(tensor));
    }

    private static void limit(Spinner<Integer> spinner, long size) {
        ((SpinnerValueFactory.IntegerSpinnerValueFactory) spinner.getValueFactory())
                .setMax((int) Math.clamp(size - 1, 0, Integer.MAX_VALUE));
    }

    private void show(PartChoice now) {
        showing = true;
        kinds.forEach((kind, button) -> button.setSelected(kind == now.kind()));
        row.getValueFactory().setValue((int) now.row());
        column.getValueFactory().setValue((int) now.column());
        row.setDisable(now.kind() == PartChoice.Kind.COLUMN);
        column.setDisable(now.kind() == PartChoice.Kind.ROW);
        showing = false;
    }

    private void picked() {
        if (!showing && row.getValue() != null && column.getValue() != null) {
            choice.set(choice.get().withRow(row.getValue()).withColumn(column.getValue()));
        }
    }
}
