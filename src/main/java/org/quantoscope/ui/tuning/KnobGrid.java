package org.quantoscope.ui.tuning;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Edited;
import org.quantoscope.ui.model.Relevance;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line per parameter, its name and its knob, two where it is dragged; a parameter without
 * effect is disabled and says why.
 */
final class KnobGrid extends GridPane {
    /** Of the names at the left of knobs. */
    static final double LABEL_WIDTH = 94;

    private final Map<SpecField, Knob> knobs = new LinkedHashMap<>();
    private final Map<SpecField, Label> labels = new LinkedHashMap<>();

    KnobGrid(WorkbenchModel model) {
        getStyleClass().add("knob-grid");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(LABEL_WIDTH);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        values.setHalignment(HPos.LEFT);
        getColumnConstraints().addAll(names, values);
        for (SpecField field : SpecField.ALL) {
            add(field, model);
        }
    }

    private void add(SpecField field, WorkbenchModel model) {
        Label label = new Label(field.title());
        Knob knob =
                field.isContinuous()
                        ? new RangeKnob(field, model, label)
                        : new ChoiceKnob(field, model);
        label.setId("label-" + field.key());
        label.setLabelFor(knob.node());
        label.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 2 && !isDisabled()) {
                        model.editor().reset(field);
                    }
                });
        GridPane.setValignment(label, VPos.CENTER);
        int row = knobs.size();
        if (knob.hasTitle()) {
            add(knob.node(), 0, row, 2, 1);
        } else {
            addRow(row, label, knob.node());
        }
        knobs.put(field, knob);
        labels.put(field, label);
    }

    void show(Edited edited) {
        Optional<QuantizationSpec> spec = edited.spec();
        setDisable(spec.isEmpty());
        spec.ifPresent(it -> knobs.forEach((field, knob) -> show(field, knob, it, edited)));
    }

    private void show(SpecField field, Knob knob, QuantizationSpec spec, Edited edited) {
        knob.show(spec, edited.mixed().contains(field));
        Optional<String> idle = Relevance.withoutEffect(field, spec);
        knob.setDisable(idle.isPresent());
        String tip = idle.orElse("") + (idle.isPresent() ? " " : "") + field.explanation();
        knob.showTip(tip + " " + Texts.text("tuning.reset.hint"));
        Label label = labels.get(field);
        if (label != null) {
            // A disabled control shows no tooltip, so its name carries the reason.
            Tips.set(label, tip + " " + Texts.text("tuning.reset.hint"));
            label.setOpacity(idle.isPresent() ? 0.55 : 1);
        }
    }
}
