package org.quantoscope.ui.chart;

import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;

import java.awt.geom.Rectangle2D;
import java.util.function.Supplier;

/**
 * A threshold on a level axis that the mouse drags and the arrow keys step.
 *
 * <p>It tells where it is wanted and goes only where it is put: what a wish does to the threshold
 * is decided elsewhere.
 */
final class ThresholdHandle extends Pane {
    private static final double WIDTH = 11;

    private final ValueAxis axis;
    private final Supplier<Rectangle2D> area;
    private final Region line = new Region();
    private final Region grip = new Region();
    private TailChart.Listener listener = TailChart.Listener.NOBODY;
    private double value = Double.NaN;

    /**
     * @param axis of log10 of thresholds
     * @param area where the plot was drawn last
     */
    ThresholdHandle(ValueAxis axis, Supplier<Rectangle2D> area) {
        this.axis = axis;
        this.area = area;
        setPickOnBounds(false);
        line.getStyleClass().add("threshold-line");
        line.setMouseTransparent(true);
        line.setManaged(false);
        grip.getStyleClass().add("threshold-grip");
        grip.setId("threshold-handle");
        grip.setManaged(false);
        grip.setFocusTraversable(true);
        grip.setAccessibleRole(AccessibleRole.SLIDER);
        grip.setCursor(Cursor.H_RESIZE);
        grip.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        grip.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        grip.addEventHandler(
                MouseEvent.MOUSE_RELEASED,
                event -> {
                    listener.end();
                    event.consume();
                });
        grip.addEventHandler(KeyEvent.KEY_PRESSED, this::stepped);
        getChildren().addAll(line, grip);
        place();
    }

    void setListener(TailChart.Listener told) {
        listener = told;
    }

    /** Puts it at a threshold; NaN puts it away. */
    void put(double threshold) {
        value = threshold;
        place();
    }

    void describe(String words) {
        grip.setAccessibleText(words);
    }

    private void pressed(MouseEvent event) {
        grip.requestFocus();
        listener.begin();
        event.consume();
    }

    private void dragged(MouseEvent event) {
        double x = sceneToLocal(event.getSceneX(), event.getSceneY()).getX();
        listener.moved(Math.pow(10, axis.java2DToValue(x, area.get(), RectangleEdge.BOTTOM)));
        event.consume();
    }

    private void stepped(KeyEvent event) {
        int step =
                switch (event.getCode()) {
                    case LEFT, DOWN -> -1;
                    case RIGHT, UP -> 1;
                    default -> 0;
                };
        if (step != 0 && !event.isShortcutDown() && !event.isAltDown()) {
            listener.stepped(step, event.isShiftDown());
            event.consume();
        }
    }

    /** Puts it where its threshold is drawn now. */
    void place() {
        boolean shown = value > 0 && axis.getRange().contains(Math.log10(value));
        line.setVisible(shown);
        grip.setVisible(shown);
        if (shown) {
            Rectangle2D plot = area.get();
            double x = axis.valueToJava2D(Math.log10(value), plot, RectangleEdge.BOTTOM);
            line.resizeRelocate(Math.floor(x), plot.getMinY(), 1, plot.getHeight());
            grip.resizeRelocate(
                    Math.floor(x) - WIDTH / 2 + 0.5, plot.getMinY(), WIDTH, plot.getHeight());
        }
    }
}
