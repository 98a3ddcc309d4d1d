package org.quantoscope.ui.tuning;

import javafx.scene.Node;
import javafx.scene.control.Label;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.RangeSlider;
import org.quantoscope.ui.model.Edited;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;

/** A continuous parameter: its range, step and meaning come from its {@link SpecField}. */
final class RangeKnob implements Knob, RangeSlider.Listener {
    private final SpecField field;
    private final WorkbenchModel model;
    private final RangeSlider slider;
    private final RangeText text;
    private Optional<Notice> refusal = Optional.empty();

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
        withdrawRefusal();
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
    public void resume() {
        model.resumeGesture();
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
            restored();
        } catch (IllegalArgumentException e) {
            slider.refuse();
            Notice notice = Notice.error(text.refusal(field, words));
            refusal = Optional.of(notice);
            model.tell(notice);
        }
    }

    @Override
    public void restored() {
        Edited now = model.editor().editedProperty().get();
        now.spec().ifPresent(spec -> show(spec, now.mixed().contains(field)));
    }

    /** What was refused is gone, so its message goes too. */
    private void withdrawRefusal() {
        model.withdraw(refusal);
        refusal = Optional.empty();
    }

    @Override
    public void reset() {
        model.editor().reset(field);
    }
}
