package org.quantoscope.app;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The places of the four views: tensors and the page at hand side by side over the numbers, knobs
 * at the right.
 *
 * <p>Dividers are remembered in pixels of the pane that keeps its size, so that a larger window
 * gives its room to the chart.
 */
final class WindowPanes {
    /** All lines of the numbers, without scrolling. */
    private static final double NUMBERS_HEIGHT = 186;

    private final SplitPane all;
    private final List<Divider> dividers;

    /** Where the numbers begin while they are away. */
    private double numbersDivider = 0.75;

    WindowPanes(
            Region layers, CentrePages pages, Region numbers, Region tuning, Settings settings) {
        layers.setMinWidth(240);
        pages.setMinWidth(300);
        tuning.setMinWidth(230);
        numbers.setMinHeight(60);
        for (Region fixed : List.of(layers, numbers, tuning)) {
            SplitPane.setResizableWithParent(fixed, false);
        }
        SplitPane upper = new SplitPane(layers, pages);
        SplitPane left = new SplitPane(upper, numbers);
        left.setOrientation(Orientation.VERTICAL);
        all = new SplitPane(left, tuning);
        dividers =
                List.of(
                        new Divider("layers.width", upper, true),
                        new Divider("numbers.height", left, false),
                        new Divider("tuning.width", all, false));
        dividers.get(0).place(settings, width -> Math.clamp(width * 0.48, 578, 690));
        dividers.get(1).place(settings, height -> NUMBERS_HEIGHT);
        dividers.get(2).place(settings, width -> Math.clamp(width * 0.2, 262, 310));
        pages.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> giveRoom(left, numbers, pages.shown().withNumbers()));
    }

    /**
     * Takes the numbers away from pages that need their room, and brings them back as they were.
     */
    private void giveRoom(SplitPane left, Region numbers, boolean withNumbers) {
        boolean there = left.getItems().contains(numbers);
        if (withNumbers && !there) {
            left.getItems().add(numbers);
            left.setDividerPositions(numbersDivider);
        } else if (!withNumbers && there) {
            numbersDivider = left.getDividerPositions()[0];
            left.getItems().remove(numbers);
        }
    }

    SplitPane node() {
        return all;
    }

    /** Positions of the dividers, to be watched. */
    List<? extends ObservableValue<Number>> positions() {
        return dividers.stream()
                .map(divider -> divider.pane().getDividers().getFirst().positionProperty())
                .toList();
    }

    /** Writes down where the dividers are, if they have ever been on screen. */
    void remember(Settings settings) {
        dividers.forEach(divider -> divider.remember(settings));
    }

    /**
     * One divider.
     *
     * @param key under which it is remembered
     * @param first whether the pane that keeps its size is the left or upper one
     */
    private record Divider(String key, SplitPane pane, boolean first) {
        /**
         * Sets it when the split pane gets its first size; before, a share of it means nothing.
         *
         * @param usual size of the pane that keeps it, where none is remembered
         */
        void place(Settings settings, DoubleUnaryOperator usual) {
            boolean[] placed = {false};
            size().subscribe(now -> {
                double whole = now.doubleValue();
                if (!placed[0] && whole > 0 && pane.getDividerPositions().length > 0) {
                    placed[0] = true;
                    double part = settings.number(key, usual.applyAsDouble(whole)) / whole;
                    pane.setDividerPositions(Math.clamp(first ? part : 1 - part, 0, 1));
                }
            });
        }

        void remember(Settings settings) {
            double whole = size().get();
            if (whole > 0 && pane.getDividerPositions().length > 0) {
                double share = pane.getDividerPositions()[0];
                settings.setNumber(key, Math.rint(whole * (first ? share : 1 - share)));
            }
        }

        private ReadOnlyDoubleProperty size() {
            return pane.getOrientation() == Orientation.VERTICAL
                    ? pane.heightProperty()
                    : pane.widthProperty();
        }
    }
}
