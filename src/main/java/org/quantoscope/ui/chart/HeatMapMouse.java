package org.quantoscope.ui.chart;

import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;

import java.awt.geom.Rectangle2D;
import java.util.List;

/** A heat map by mouse: moving reads, a click picks, a drag picks every cell it touches. */
final class HeatMapMouse {
    /** Pixels that a hand may shake during a click. */
    private static final double SHAKE = 4;

    private final HeatMapChart map;
    private final Rectangle brush;
    private double startX;
    private double startY;

    HeatMapMouse(HeatMapChart map, Rectangle brush) {
        this.map = map;
        this.brush = brush;
    }

    /** Takes the mouse before the library does, which would zoom. */
    void listen(Node viewer) {
        viewer.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        viewer.addEventFilter(MouseEvent.MOUSE_EXITED, event -> leave());
        viewer.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    viewer.requestFocus();
                    startX = event.getX();
                    startY = event.getY();
                    event.consume();
                });
        viewer.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        viewer.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
    }

    private void moved(MouseEvent event) {
        map.read(map.cellAt(event.getX(), event.getY()));
    }

    private void leave() {
        if (!brush.isVisible()) {
            map.read(-1);
        }
    }

    private void dragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && (brush.isVisible() || isFar(event))) {
            Rectangle2D area = area(event);
            brush.setX(area.getX());
            brush.setY(area.getY());
            brush.setWidth(area.getWidth());
            brush.setHeight(area.getHeight());
            brush.setVisible(true);
        }
        event.consume();
    }

    private void released(MouseEvent event) {
        boolean added = event.isShiftDown() || event.isShortcutDown();
        if (event.getButton() == MouseButton.PRIMARY) {
            if (brush.isVisible()) {
                map.pick(map.cellsIn(area(event)), added);
            } else {
                int cell = map.cellAt(event.getX(), event.getY());
                map.pick(cell < 0 ? List.of() : List.of(cell), added);
            }
        }
        brush.setVisible(false);
        event.consume();
    }

    private boolean isFar(MouseEvent event) {
        return Math.abs(event.getX() - startX) > SHAKE || Math.abs(event.getY() - startY) > SHAKE;
    }

    private Rectangle2D area(MouseEvent event) {
        return new Rectangle2D.Double(
                Math.min(startX, event.getX()),
                Math.min(startY, event.getY()),
                Math.abs(event.getX() - startX),
                Math.abs(event.getY() - startY));
    }
}
