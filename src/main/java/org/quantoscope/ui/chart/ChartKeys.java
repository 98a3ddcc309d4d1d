package org.quantoscope.ui.chart;

import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;

/**
 * A chart without a mouse: arrows, Home and End read it bin by bin and Escape ends that, plus and
 * minus zoom the weights, arrows with Shift pan over them.
 */
final class ChartKeys implements EventHandler<KeyEvent> {
    private static final double CLOSER = 0.8;
    private static final double PART = 0.1;
    private static final int FAR = 1 << 30;

    private final HomeAxes.Linear weights;
    private final BinCursor cursor;

    ChartKeys(HomeAxes.Linear weights, BinCursor cursor) {
        this.weights = weights;
        this.cursor = cursor;
    }

    @Override
    public void handle(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> weights.zoomAround(cursor.centre(), CLOSER);
            case MINUS, SUBTRACT -> weights.zoomAround(cursor.centre(), 1 / CLOSER);
            case LEFT -> move(-1, event.isShiftDown());
            case RIGHT -> move(1, event.isShiftDown());
            case HOME -> toEnd(-FAR);
            case END -> toEnd(FAR);
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

    private void move(int direction, boolean pan) {
        if (pan) {
            weights.panBy(direction * PART);
        } else {
            cursor.step(direction);
        }
    }

    private void toEnd(int bins) {
        if (!cursor.isShown()) {
            cursor.step(0);
        }
        cursor.step(bins);
    }
}
