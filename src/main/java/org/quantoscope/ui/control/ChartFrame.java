package org.quantoscope.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.text.Texts;

/**
 * Something to look at with a line over it: what it shows, a figure, and buttons that act on it.
 *
 * <p>Dims what it frames while that is out of date.
 */
public class ChartFrame extends VBox {
    private final Label figure = new Label();
    private final HBox line;
    private final Node content;

    /**
     * @param key its title is the text {@code key}, its explanation {@code key.hint}
     */
    public ChartFrame(String key, Node content) {
        this.content = content;
        getStyleClass().add("chart-frame");
        Label title = new Label(Texts.text(key));
        title.getStyleClass().add("table-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(title, Texts.text(key + ".hint"));
        figure.getStyleClass().add("hint");
        figure.setMinWidth(0);
        figure.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(figure, Priority.ALWAYS);
        line = new HBox(8, title, figure);
        line.getStyleClass().add("frame-line");
        line.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(line, content);
        setMinWidth(0);
    }

    /** A figure beside the title. */
    public final void setFigure(String text) {
        figure.setText(text);
        Tips.set(figure, text);
    }

    /** Leaves the title out, where what is shown is named beside it. */
    protected final void hideTitle() {
        line.getChildren().getFirst().setManaged(false);
        line.getChildren().getFirst().setVisible(false);
    }

    /** Adds something at the right end of the line. */
    public final ChartFrame with(Node... nodes) {
        line.getChildren().addAll(nodes);
        return this;
    }

    /** Adds a small button; its name is the text {@code key}. */
    public final ChartFrame withAction(String icon, String key, Runnable action) {
        return with(new IconButton(icon, Texts.text(key), action));
    }

    public final void setStale(boolean value) {
        content.setOpacity(value ? 0.6 : 1);
    }
}
