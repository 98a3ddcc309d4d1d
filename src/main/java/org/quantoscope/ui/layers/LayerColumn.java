package org.quantoscope.ui.layers;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;

/**
 * One column: its head with the unit below the name, and what it sorts lines by.
 *
 * @param <T> what its cells show
 */
final class LayerColumn<T> extends TreeTableColumn<LayerRow, T> {
    private final SortKey sortKey;

    /**
     * @param key of its texts
     * @param width in pixels, wide enough for its head and for the usual figure
     */
    LayerColumn(String key, double width, SortKey sortKey) {
        this.sortKey = sortKey;
        String title = Texts.text("layers.column." + key);
        String unit = Texts.textOr("layers.column." + key + ".unit", "");
        // Screen readers read the text; the screen shows the graphic.
        setText(unit.isEmpty() ? title : title + ", " + unit);
        setGraphic(head(title, unit, Texts.text("layers.column." + key + ".hint")));
        setId("column-" + key);
        setPrefWidth(width);
    }

    /** Puts the head at the right, over right-aligned figures. */
    LayerColumn<T> ofNumbers() {
        getStyleClass().add("number-column");
        return this;
    }

    SortKey sortKey() {
        return sortKey;
    }

    private static Node head(String title, String unit, String hint) {
        Label words = new Label(title);
        Label below = new Label(unit);
        below.getStyleClass().add("unit");
        VBox head = new VBox(words, below);
        head.getStyleClass().add("column-head");
        Tooltip.install(head, Tips.of(hint));
        return head;
    }
}
