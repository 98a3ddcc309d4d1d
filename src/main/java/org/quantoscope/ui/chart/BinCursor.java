package org.quantoscope.ui.chart;

import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;

/** The thin upright line under the mouse. */
final class HoverLine extends Pane {
    private final Line line = new Line();

    HoverLine() {
        setMouseTransparent(true);
        line.setVisible(false);
        line.setManaged(false);
        getChildren().add(line);
    }

    void showAt(double x, double top, double bottom) {
        line.setStartX(Math.floor(x) + 0.5);
        line.setEndX(Math.floor(x) + 0.5);
        line.setStartY(top);
        line.setEndY(bottom);
        line.setVisible(true);
    }

    void leave() {
        line.setVisible(false);
    }

    void setPalette(Palette palette) {
        java.awt.Color text = palette.text();
        line.setStroke(Color.rgb(text.getRed(), text.getGreen(), text.getBlue(), 0.5));
    }
}
