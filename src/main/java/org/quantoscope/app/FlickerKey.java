package org.quantoscope.app;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.quantoscope.ui.model.Comparison;

/**
 * The key that shows B in place of A: as long as it is held down, or from one short press to the
 * next.
 *
 * <p>A key that is held down repeats; that, and no clock, tells the two apart.
 */
final class FlickerKey {
    static final KeyCode CODE = KeyCode.F2;

    private final Comparison comparison;
    private boolean down;
    private boolean before;
    private boolean repeated;

    private FlickerKey(Comparison comparison) {
        this.comparison = comparison;
    }

    static void listen(Scene scene, Comparison comparison) {
        FlickerKey key = new FlickerKey(comparison);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, key::pressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, key::released);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() != CODE || !comparison.holdingProperty().get()) {
            return;
        }
        event.consume();
        if (!down) {
            down = true;
            repeated = false;
            before = comparison.showsHeldProperty().get();
            comparison.showsHeldProperty().set(!before);
        } else {
            repeated = true;
        }
    }

    private void released(KeyEvent event) {
        if (event.getCode() == CODE && down) {
            down = false;
            if (repeated) {
                comparison.showsHeldProperty().set(before);
            }
            event.consume();
        }
    }
}
