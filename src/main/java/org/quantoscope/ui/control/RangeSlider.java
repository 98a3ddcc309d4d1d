package org.quantoscope.ui.control;

import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * A number that can be dragged, stepped with the arrow keys or typed; a double click resets it. The
 * slider has a line of its own under the name and the value, so that it can be dragged finely.
 *
 * <p>Reports every change the user makes; a drag is framed by begin and end. Setting the value from
 * outside reports nothing.
 */
public final class RangeSlider extends VBox {
    /** What becomes of the user's doing. */
    public interface Listener {
        void begin();

        /** A second click follows: what it does belongs to the drag that has just ended. */
        void resume();

        void moved(double value);

        void end();

        /**
         * Typed text, to be checked by whoever knows its meaning; refusal is shown with {@link
         * #refuse}.
         */
        void typed(String text);

        /** What was typed was given up; the value that holds is to be shown again. */
        void restored();

        void reset();
    }

    private static final List<KeyCombination> UNDO_AND_REDO =
            Stream.of("Shortcut+Z", "Shortcut+Shift+Z", "Shortcut+Y")
                    .map(KeyCombination::keyCombination)
                    .toList();

    private final HBox head = new HBox(8);
    private final Slider slider = new Slider();
    private final TextField field = new TextField();
    private final double step;
    private final DoubleFunction<String> format;
    private final Listener listener;
    private boolean showing;
    private boolean resetting;

    public RangeSlider(
            double min, double max, double step, DoubleFunction<String> format, Listener listener) {
        this.step = step;
        this.format = format;
        this.listener = listener;
        slider.setMin(min);
        slider.setMax(max);
        slider.setBlockIncrement(step);
        slider.getStyleClass().add("small");
        field.setPrefColumnCount(5);
        field.setAlignment(Pos.CENTER_RIGHT);
        field.getStyleClass().addAll("small", "figure");
        slider.setMaxWidth(Double.MAX_VALUE);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().add(field);
        getStyleClass().add("range-slider");
        getChildren().addAll(head, slider);
        listen();
    }

    /** Shows a name over the slider, at the left of the value. */
    public void setTitle(Label title) {
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        head.getChildren().setAll(title, field);
    }

    /** Disables slider and value, but not the title, which may say why. */
    public void setInert(boolean value) {
        slider.setDisable(value);
        field.setDisable(value);
    }

    /** Ids for the slider and the field, from one stem. */
    public void setStem(String stem, String accessibleText) {
        slider.setId("slider-" + stem);
        field.setId("field-" + stem);
        slider.setAccessibleText(accessibleText);
        field.setAccessibleText(accessibleText);
    }

    public void showTip(String text) {
        Tips.set(slider, text);
        Tips.set(field, text);
    }

    /** Shows a value and takes back a refusal. */
    public void show(double value) {
        showing = true;
        slider.setValue(value);
        showing = false;
        if (!field.getText().equals(format.apply(value))) {
            field.setText(format.apply(value));
        }
        field.getStyleClass().remove("refused");
    }

    /** Shows that values differ. */
    public void showMixed(String text) {
        field.setText(text);
    }

    /** Marks what was typed as refused. */
    public void refuse() {
        if (!field.getStyleClass().contains("refused")) {
            field.getStyleClass().add("refused");
        }
    }

    /** Where nothing has been typed, undo and redo are the window's, not the field's. */
    private void passOnUndo(KeyEvent event) {
        if (UNDO_AND_REDO.stream().anyMatch(keys -> keys.match(event))
                && field.getText().equals(format.apply(slider.getValue()))) {
            event.consume();
            Event.fireEvent(this, event.copyFor(this, this));
        }
    }

    private void listen() {
        slider.valueProperty()
                .addListener((property, before, now) -> {
                    if (!showing) {
                        listener.moved(rounded(now.doubleValue()));
                    }
                });
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        slider.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        slider.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> listener.end());
        field.setOnAction(event -> listener.typed(field.getText()));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::passOnUndo);
        field.focusedProperty()
                .addListener((property, before, now) -> {
                    if (now || field.getText().equals(format.apply(slider.getValue()))) {
                        return;
                    }
                    if (field.getStyleClass().contains("refused")) {
                        listener.restored();
                    } else {
                        listener.typed(field.getText());
                    }
                });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyInField);
    }

    /** The first press begins a drag; the second of a double click resets, as part of its step. */
    private void pressed(MouseEvent event) {
        resetting = event.getClickCount() > 1;
        if (resetting) {
            listener.resume();
            listener.reset();
            event.consume();
        } else {
            listener.begin();
        }
    }

    private void dragged(MouseEvent event) {
        if (resetting) {
            event.consume();
        }
    }

    private void keyInField(KeyEvent event) {
        DoubleConsumer nudge =
                by -> {
                    listener.moved(rounded(clamped(slider.getValue() + by)));
                    event.consume();
                };
        if (event.getCode() == KeyCode.UP) {
            nudge.accept(step);
        } else if (event.getCode() == KeyCode.DOWN) {
            nudge.accept(-step);
        } else if (event.getCode() == KeyCode.ESCAPE) {
            listener.restored();
            event.consume();
        }
    }

    private double clamped(double value) {
        return Math.max(slider.getMin(), Math.min(slider.getMax(), value));
    }

    /** The nearest multiple of a fifth of the step: fine enough to aim, short enough to read. */
    private double rounded(double value) {
        double grain = step / 5;
        return clamped(Math.rint(value / grain) / Math.rint(1 / grain));
    }
}
