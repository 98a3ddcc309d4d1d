package org.quantoscope.ui.control;

import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * Tooltips that come soon, stay long and wrap.
 *
 * <p>A tooltip is a window with styles of its own, about a millisecond each, and a window has
 * hundreds: a control gets its one when the mouse first enters it.
 */
public final class Tips {
    private static final double WIDTH = 340;

    private Tips() {}

    public static Tooltip of(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setShowDelay(Duration.millis(350));
        tip.setShowDuration(Duration.seconds(30));
        tip.setWrapText(true);
        tip.setMaxWidth(WIDTH);
        return tip;
    }

    /** Says {@code text} on hover, nothing where it is empty; screen readers read it as help. */
    public static void set(Control control, String text) {
        if (!control.getProperties().containsKey(Tips.class)) {
            control.getProperties().put(Tips.class, true);
            control.addEventFilter(MouseEvent.MOUSE_ENTERED, event -> prepare(control));
        }
        control.setAccessibleHelp(text);
        if (control.getTooltip() != null) {
            prepare(control);
        }
    }

    private static void prepare(Control control) {
        String text = control.getAccessibleHelp();
        if (text == null || text.isEmpty()) {
            control.setTooltip(null);
        } else if (control.getTooltip() == null) {
            control.setTooltip(of(text));
        } else {
            control.getTooltip().setText(text);
        }
    }
}
