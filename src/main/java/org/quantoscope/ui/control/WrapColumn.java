package org.quantoscope.ui.control;

import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * A column whose least height is the one at its present width, with rows that wrap counted in all
 * their lines.
 *
 * <p>A {@link javafx.scene.control.SplitPane} asks for heights without a width, for which a {@link
 * WrapRow} has one line, and would cut the column off.
 */
public final class WrapColumn extends VBox {
    public WrapColumn(Node... rows) {
        super(rows);
    }

    @Override
    protected double computeMinHeight(double width) {
        return super.computeMinHeight(width < 0 && getWidth() > 0 ? getWidth() : width);
    }
}
