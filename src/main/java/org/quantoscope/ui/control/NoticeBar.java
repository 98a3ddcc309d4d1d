package org.quantoscope.ui.control;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

import org.quantoscope.ui.text.Texts;

/**
 * One line over the window's content that the user reads and puts away; Escape or the cross closes
 * it.
 */
public final class NoticeBar extends HBox {
    private final Label label = new Label();
    private final PauseTransition stay;

    /**
     * @param stays how long a passing notice is shown; longer while the mouse is over it
     * @param onClose told when the user puts the notice away, or its time is over
     */
    public NoticeBar(Duration stays, Runnable onClose) {
        stay = new PauseTransition(stays);
        stay.setOnFinished(event -> {
            if (isHover()) {
                stay.playFromStart();
            } else {
                onClose.run();
            }
        });
        getStyleClass().add("notice-bar");
        setId("notice");
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(8);
        label.setId("notice-text");
        label.setWrapText(true);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        Button close = new IconButton("notice-close", "close", Texts.text("notice.close"), onClose);
        // A focused cross would leave the keyboard nowhere when it goes; Escape does the same.
        close.setFocusTraversable(false);
        setMaxHeight(USE_PREF_SIZE);
        getChildren().addAll(label, close);
        hide();
    }

    /**
     * Shows a line in place of the one before.
     *
     * @param passing whether it goes away by itself
     */
    public void show(String text, boolean error, boolean passing) {
        stay.stop();
        if (passing) {
            stay.playFromStart();
        }
        label.setText(text);
        Tips.set(label, text);
        getStyleClass().remove("error");
        if (error) {
            getStyleClass().add("error");
        }
        setVisible(true);
        setManaged(true);
    }

    public void hide() {
        stay.stop();
        setVisible(false);
        setManaged(false);
    }
}
