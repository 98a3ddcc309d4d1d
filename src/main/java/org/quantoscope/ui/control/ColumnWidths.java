package org.quantoscope.ui.control;

import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Columns that share the width of their table by what each needs at least; where that is too much
 * they keep it, and the table scrolls. Room for the scroll bar is kept in any case, so that nothing
 * moves when it comes.
 */
public final class ColumnWidths {
    private static final double SCROLL_BAR = 15;

    private ColumnWidths() {}

    /** Follows the width of a table; the least widths of its columns are their shares. */
    public static void follow(TableView<?> table) {
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.widthProperty().subscribe(() -> share(table));
        table.getVisibleLeafColumns().subscribe(() -> share(table));
        share(table);
    }

    private static void share(TableView<?> table) {
        double least =
                table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getMinWidth).sum();
        double factor = Math.max(1, (table.getWidth() - SCROLL_BAR) / Math.max(1, least));
        for (TableColumn<?, ?> column : table.getVisibleLeafColumns()) {
            column.setPrefWidth(Math.floor(column.getMinWidth() * factor));
        }
    }
}
