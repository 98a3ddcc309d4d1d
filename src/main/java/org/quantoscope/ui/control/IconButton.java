package org.quantoscope.ui.control;

import javafx.scene.control.Button;

/** A small button with an icon; what it does is said on hover and to screen readers. */
public final class IconButton extends Button {
    /**
     * @param icon also names a style class, {@code tool-} before it
     * @param words what it does
     */
    public IconButton(String icon, String words, Runnable action) {
        super("", Icon.of(icon));
        getStyleClass().addAll("button-icon", "flat", "small", "tool-" + icon);
        setAccessibleText(words);
        Tips.set(this, words);
        setOnAction(event -> action.run());
    }

    /** The same with an identifier, for tests and styles. */
    public IconButton(String id, String icon, String words, Runnable action) {
        this(icon, words, action);
        setId(id);
    }
}
