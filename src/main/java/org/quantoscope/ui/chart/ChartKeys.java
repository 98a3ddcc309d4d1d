package org.quantoscope.ui.chart;

import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;

/**
 * Moves over the weights of a chart without a mouse: plus and minus zoom, arrows pan, Home returns.
 */
final class ChartKeys implements EventHandler<KeyEvent> {
    private static final double CLOSER = 0.8;
    private static final double STEP = 0.1;

    private final HomeAxes.Linear weights;
    private final Runnable reset;

    ChartKeys(HomeAxes.Linear weights, Runnable reset) {
        this.weights = weights;
        this.reset = reset;
    }

    @Override
    public void handle(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        double centre = weights.getRange().getCentralValue();
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> weights.zoomAround(centre, CLOSER);
            case MINUS, SUBTRACT -> weights.zoomAround(centre, 1 / CLOSER);
            case LEFT -> weights.panBy(-STEP);
            case RIGHT -> weights.panBy(STEP);
            case HOME -> reset.run();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
