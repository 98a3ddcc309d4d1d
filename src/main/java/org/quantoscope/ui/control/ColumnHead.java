package org.quantoscope.ui.control;

import javafx.scene.control.Label;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.text.Texts;

/**
 * The head of a column: its name, the unit of its figures below it, a sentence on hover.
 *
 * <p>Screen readers read name and unit as one text; the style sheet shows the two lines instead.
 */
public final class ColumnHead {
    private ColumnHead() {}

    /**
     * Puts a head on a column.
     *
     * @param key of its texts: the name; with {@code .unit} the unit, which may be missing; with
     *     {@code .hint} the sentence
     */
    public static void put(TableColumnBase<?, ?> column, String key) {
        String title = Texts.text(key);
        String unit = Texts.textOr(key + ".unit", "");
        column.setText(unit.isEmpty() ? title : title + ", " + unit);
        Label below = new Label(unit);
        below.getStyleClass().add("unit");
        VBox head = new VBox(new Label(title), below);
        head.getStyleClass().add("column-head");
        Tooltip.install(head, Tips.of(Texts.text(key + ".hint")));
        column.setGraphic(head);
    }
}
