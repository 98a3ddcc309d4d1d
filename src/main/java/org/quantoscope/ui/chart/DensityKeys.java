package org.quantoscope.ui.chart;

import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;

import java.util.function.Consumer;

/**
 * A density map without a mouse: arrows read it cell by cell, Enter chooses, Escape ends that, plus
 * and minus zoom, arrows with Shift pan.
 */
final class DensityKeys implements EventHandler<KeyEvent> {
    private static final double CLOSER = 0.8;
    private static final double PART = 0.1;
    private static final double FEWEST = 4;

    private final HomeAxes.Linear columns;
    private final HomeAxes.Linear rows;
    private final CellCursor cursor;
    private final Consumer<CellReading> choose;

    DensityKeys(
            HomeAxes.Linear columns,
            HomeAxes.Linear rows,
            CellCursor cursor,
            Consumer<CellReading> choose) {
        this.columns = columns;
        this.rows = rows;
        this.cursor = cursor;
        this.choose = choose;
    }

    @Override
    public void handle(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> zoom(CLOSER);
            case MINUS, SUBTRACT -> zoom(1 / CLOSER);
            case LEFT -> move(-1, 0, event.isShiftDown());
            case RIGHT -> move(1, 0, event.isShiftDown());
            case UP -> move(0, -1, event.isShiftDown());
            case DOWN -> move(0, 1, event.isShiftDown());
            case ENTER -> cursor.cell().ifPresent(choose);
            case ESCAPE -> {
                if (!cursor.isShown()) {
                    return;
                }
                cursor.leave();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void zoom(double factor) {
        zoom(columns, cursor.column(), factor, FEWEST);
        zoom(rows, cursor.row(), factor, FEWEST);
    }

    /** Zooms an axis around a value, down to a few whole rows or columns. */
    static void zoom(HomeAxes.Linear axis, double centre, double factor, double fewest) {
        if (factor > 1 || axis.getRange().getLength() * factor >= fewest) {
            axis.zoomAround(centre, factor);
        }
    }

    private void move(int byColumns, int byRows, boolean pan) {
        if (pan) {
            columns.panBy(byColumns * PART);
            rows.panBy(byRows * PART);
        } else {
            cursor.step(byColumns, byRows);
        }
    }
}
