package org.quantoscope.app;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

import java.util.function.DoubleUnaryOperator;

/**
 * The places of the four views: tensors and chart side by side over the numbers, knobs at the
 * right.
 *
 * <p>Dividers are remembered in pixels of the pane that keeps its size, so that a larger window
 * gives its room to the chart.
 */
final class WindowPanes {
    private static final String LAYERS = "layers.width";
    private static final String TUNING = "tuning.width";
    private static final String NUMBERS = "numbers.height";

    /** All lines of the numbers, without scrolling. */
    private static final double NUMBERS_HEIGHT = 178;

    private final Region layers;
    private final Region tuning;
    private final Region numbers;
    private final SplitPane all;

    WindowPanes(Region layers, Region chart, Region numbers, Region tuning, Settings settings) {
        this.layers = layers;
        this.tuning = tuning;
        this.numbers = numbers;
        layers.setMinWidth(240);
        chart.setMinWidth(300);
        tuning.setMinWidth(230);
        numbers.setMinHeight(60);
        SplitPane upper = new SplitPane(layers, chart);
        SplitPane.setResizableWithParent(layers, false);
        SplitPane left = new SplitPane(upper, numbers);
        left.setOrientation(Orientation.VERTICAL);
        SplitPane.setResizableWithParent(numbers, false);
        all = new SplitPane(left, tuning);
        SplitPane.setResizableWithParent(tuning, false);
        place(
                all,
                all.widthProperty(),
                width -> 1 - settings.number(TUNING, tuningWidth(width)) / width);
        place(
                upper,
                upper.widthProperty(),
                width -> settings.number(LAYERS, layersWidth(width)) / width);
        place(
                left,
                left.heightProperty(),
                height -> 1 - settings.number(NUMBERS, NUMBERS_HEIGHT) / height);
    }

    SplitPane node() {
        return all;
    }

    /** Writes down where the dividers are, if they have ever been on screen. */
    void remember(Settings settings) {
        if (all.getWidth() > 0) {
            settings.setNumber(LAYERS, layers.getWidth());
            settings.setNumber(TUNING, tuning.getWidth());
            settings.setNumber(NUMBERS, numbers.getHeight());
        }
    }

    private static double tuningWidth(double width) {
        return Math.clamp(width * 0.2, 262, 310);
    }

    private static double layersWidth(double width) {
        return Math.clamp(width * 0.48, 572, 690);
    }

    /** Sets the divider when the pane gets its first size; before, a share of it means nothing. */
    private static void place(
            SplitPane pane, ReadOnlyDoubleProperty size, DoubleUnaryOperator share) {
        boolean[] placed = {false};
        size.subscribe(now -> {
            if (!placed[0] && now.doubleValue() > 0) {
                placed[0] = true;
                pane.setDividerPositions(Math.clamp(share.applyAsDouble(now.doubleValue()), 0, 1));
            }
        });
    }
}
