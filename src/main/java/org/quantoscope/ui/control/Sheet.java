package org.quantoscope.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;

/**
 * A card that floats over the window's content without stopping work beside it; Escape or the cross
 * puts it away.
 */
public final class Sheet extends StackPane {
    private final VBox card = new VBox();
    private final Label title = new Label();
    private @Nullable Node before;

    public Sheet(String id) {
        setId(id);
        setPickOnBounds(false);
        getStyleClass().add("sheet");
        title.getStyleClass().add("sheet-title");
        Button close =
                new IconButton(id + "-close", "close", Texts.text("sheet.close"), this::hide);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(title, gap, close);
        header.setAlignment(Pos.CENTER_LEFT);
        card.getStyleClass().add("sheet-card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        card.getChildren().add(header);
        getChildren().add(card);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        hide();
                        event.consume();
                    }
                });
        setVisible(false);
    }

    /** Shows other content under a title and gives it the keyboard. */
    public void show(String heading, Node content) {
        title.setText(heading);
        card.getChildren().setAll(card.getChildren().getFirst(), content);
        VBox.setVgrow(content, Priority.ALWAYS);
        before = isVisible() || getScene() == null ? before : getScene().getFocusOwner();
        setVisible(true);
        firstFocusable(content).orElse(content).requestFocus();
    }

    /** What the keyboard reaches first. */
    private static Optional<Node> firstFocusable(Node node) {
        if (node.isFocusTraversable() && !node.isDisabled()) {
            return Optional.of(node);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .map(Sheet::firstFocusable)
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    /** Puts the card away and gives the keyboard back to what had it. */
    public void hide() {
        setVisible(false);
        if (before != null) {
            before.requestFocus();
            before = null;
        }
    }
}
