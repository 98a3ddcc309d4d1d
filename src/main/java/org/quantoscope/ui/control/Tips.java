package org.quantoscope.ui.control;

import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** Tooltips that come soon, stay long and wrap. */
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

    public static void set(Control control, String text) {
        control.setTooltip(of(text));
    }
}
