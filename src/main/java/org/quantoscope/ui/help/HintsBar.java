package org.quantoscope.ui.help;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

/** Three hints for the first minutes, in one strip over everything else, until put away. */
public final class HintsBar extends HBox {
    private static final int HINTS = 3;

    /**
     * @param onClose told when the user has read them
     */
    public HintsBar(Runnable onClose) {
        getStyleClass().add("hints-bar");
        setId("hints");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleText(Texts.text("hints.title"));
        for (int i = 1; i <= HINTS; i++) {
            Node hint = hint(i);
            HBox.setHgrow(hint, Priority.ALWAYS);
            getChildren().add(hint);
        }
        Button close = new Button(Texts.text("hints.close"));
        close.setId("hints-close");
        close.getStyleClass().add("small");
        close.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(close, Texts.text("hints.close.hint"));
        close.setOnAction(event -> onClose.run());
        getChildren().add(close);
        setShown(false);
    }

    public void setShown(boolean value) {
        setVisible(value);
        setManaged(value);
    }

    /** Its number and its words, of equal width with the others. */
    private static Node hint(int number) {
        Label badge = new Label(String.valueOf(number));
        badge.getStyleClass().add("hint-number");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        Label words = new Label(Texts.text("hints." + number));
        words.setId("hint-" + number);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox hint = new HBox(8, badge, words);
        hint.setAlignment(Pos.CENTER_LEFT);
        hint.setPrefWidth(200);
        return hint;
    }
}
