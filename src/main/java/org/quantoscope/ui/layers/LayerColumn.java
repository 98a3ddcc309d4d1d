package org.quantoscope.ui.layers;

import javafx.scene.control.TreeTableColumn;

import org.quantoscope.ui.control.ColumnHead;

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
        ColumnHead.put(this, "layers.column." + key);
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
}
