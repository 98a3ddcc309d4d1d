package org.quantoscope.ui.control;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Text for other programs. */
public final class ClipboardText {
    private ClipboardText() {}

    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
