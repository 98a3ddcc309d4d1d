package org.quantoscope.ui.tuning;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/** A parameter that is one of a few values. */
final class ChoiceKnob implements Knob {
    private final SpecField field;
    private final ComboBox<String> box = new ComboBox<>();
    private boolean showing;

    ChoiceKnob(SpecField field, WorkbenchModel model) {
        this.field = field;
        box.setId("choice-" + field.key());
        box.setAccessibleText(field.title());
        box.getItems().setAll(field.choices());
        box.setMaxWidth(Double.MAX_VALUE);
        box.getStyleClass().add("small");
        box.setConverter(new ChoiceText(field));
        box.setOnAction(event -> {
            if (!showing && box.getValue() != null) {
                model.editor().set(field, box.getValue());
            }
        });
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public boolean hasTitle() {
        return false;
    }

    @Override
    public void setDisable(boolean value) {
        box.setDisable(value);
    }

    @Override
    public void show(QuantizationSpec spec, boolean mixed) {
        showing = true;
        if (mixed) {
            box.setPromptText(Texts.text("tuning.mixed"));
            box.getSelectionModel().clearSelection();
            box.setValue(null);
        } else {
            box.setValue(field.textOf(spec));
        }
        showing = false;
    }

    @Override
    public void showTip(String text) {
        Tips.set(box, text);
    }
}
