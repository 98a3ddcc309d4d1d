package org.quantoscope.ui.tuning;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Edited;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** A parameter that is one of a few values. */
final class ChoiceKnob implements Knob {
    private final SpecField field;
    private final WorkbenchModel model;
    private final ComboBox<String> box = new ComboBox<>();
    private boolean showing;

    ChoiceKnob(SpecField field, WorkbenchModel model) {
        this.field = field;
        this.model = model;
        box.setId("choice-" + field.key());
        box.setAccessibleText(field.title());
        box.getItems().setAll(field.choices());
        box.setMaxWidth(Double.MAX_VALUE);
        box.getStyleClass().add("small");
        box.setConverter(new ChoiceText(field));
        box.setOnAction(event -> {
            if (!showing && box.getValue() != null) {
                choose(box.getValue());
            }
        });
    }

    /** Tensors selected together may differ in their layout, and one of them may refuse. */
    private void choose(String value) {
        try {
            model.editor().set(field, value);
        } catch (IllegalArgumentException e) {
            Edited now = model.editor().editedProperty().get();
            now.spec().ifPresent(spec -> show(spec, now.mixed().contains(field)));
            model.tell(Notice.error(field.title() + ": " + e.getMessage()));
        }
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
        List<String> permitted = spec.layout().permitted(field);
        List<String> choices =
                field.choices().stream()
                        .filter(it -> permitted.isEmpty() || permitted.contains(it))
                        .toList();
        if (!choices.equals(box.getItems())) {
            // Otherwise the selected index stays what it was in the other list.
            box.getSelectionModel().clearSelection();
            box.getItems().setAll(choices);
        }
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
