package org.quantoscope.ui.tuning;

import javafx.scene.Node;
import javafx.scene.control.Label;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.RangeSlider;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;

/** A continuous parameter: its range, step and meaning come from its {@link SpecField}. */
final class RangeKnob implements Knob, RangeSlider.Listener {
    private final SpecField field;
    private final WorkbenchModel model;
    private final RangeSlider slider;
    private final RangeText text;

    /**
     * @param title shown over the slider, beside the value
     */
    RangeKnob(SpecField field, WorkbenchModel model, Label title) {
        this.field = field;
        this.model = model;
        this.text = RangeText.of(field);
        SpecField.Range range = field.range().orElseThrow();
        slider = new RangeSlider(range.min(), range.max(), range.step(), text::format, this);
        slider.setTitle(title);
        slider.setStem(field.key(), field.title());
    }

    @Override
    public Node node() {
        return slider;
    }

    @Override
    public boolean hasTitle() {
        return true;
    }

    @Override
    public void setDisable(boolean value) {
        slider.setInert(value);
    }

    @Override
    public void show(QuantizationSpec spec, boolean mixed) {
        slider.show(Double.parseDouble(field.textOf(spec)));
        if (mixed) {
            slider.showMixed(Texts.text("tuning.mixed"));
        }
    }

    @Override
    public void showTip(String tip) {
        slider.showTip(tip);
    }

    @Override
    public void begin() {
        model.beginGesture();
    }

    @Override
    public void moved(double value) {
        model.editor().set(field, Double.toString(value));
    }

    @Override
    public void end() {
        model.endGesture();
    }

    @Override
    public void typed(String words) {
        if (words.equals(Texts.text("tuning.mixed"))) {
            return;
        }
        try {
            model.editor().set(field, text.parse(words));
            model.editor().editedProperty().get().spec().ifPresent(spec -> show(spec, false));
        } catch (IllegalArgumentException e) {
            slider.refuse();
            model.tell(Notice.error(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void reset() {
        model.editor().reset(field);
    }
}
