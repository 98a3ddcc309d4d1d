package org.quantoscope.ui.control;

import javafx.scene.Node;
import javafx.scene.layout.Region;

/** A small picture in the colour of the text beside it; its outline is in the style sheet. */
public final class Icon {
    private Icon() {}

    /**
     * @param name of the outline, the style class {@code icon-name}
     */
    public static Node of(String name) {
        Region shape = new Region();
        shape.getStyleClass().addAll("icon", "icon-" + name);
        return shape;
    }
}
