package org.quantoscope.ui.control;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line over a pane: its title, facts that take the room left, and its buttons. */
public final class PaneHeader extends HBox {
    public PaneHeader(String words, Label facts, Node... buttons) {
        super(8);
        Label title = new Label(words);
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        facts.getStyleClass().add("hint");
        facts.setMinWidth(0);
        facts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(facts, Priority.ALWAYS);
        getStyleClass().add("pane-header");
        getChildren().addAll(title, facts);
        getChildren().addAll(buttons);
    }
}
