package org.quantoscope.app;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private static final double NUMBERS_LEAST = 60;

    /** Tensors beside a page that needs room: their names and the first figures. */
    private static final double NARROW = 300;

    private static final double LEAST = 200;

    /** What such a page is given before the tensors keep that. */
    private static final double ROOMY = 600;

    /** What the distribution is given before the tensors have all columns. */
    private static final double PAGE = 430;

    private final SplitPane all;
    private final Region numbers;
    private final List<Divider> dividers;

    /** Counts moves of dividers, so that they can be watched. */
    private final IntegerProperty moves = new SimpleIntegerProperty();

    /** Whether the page at hand has the room of the others. */
    private boolean roomy;

    /** Where page and numbers begin otherwise. */
    private double pageAt;

    private double numbersAt;

    WindowPanes(
            Region layers, CentrePages pages, Region numbers, Region tuning, Settings settings) {
        layers.setMinWidth(LEAST);
        pages.setMinWidth(300);
        tuning.setMinWidth(230);
        numbers.setMinHeight(NUMBERS_LEAST);
        for (Region fixed : List.of(layers, numbers, tuning)) {
            SplitPane.setResizableWithParent(fixed, false);
        }
        this.numbers = numbers;
        SplitPane upper = new SplitPane(layers, pages);
        SplitPane left = new SplitPane(upper, numbers);
        left.setOrientation(Orientation.VERTICAL);
        all = new SplitPane(left, tuning);
        dividers =
                List.of(
                        new Divider("layers.width", upper, true),
                        new Divider("numbers.height", left, false),
                        new Divider("tuning.width", all, false));
        place(dividers.get(0), settings, this::usualTensors);
        place(dividers.get(1), settings, height -> NUMBERS_HEIGHT);
        place(dividers.get(2), settings, WindowPanes::usualTuning);
        dividers.forEach(this::watch);
        pages.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> giveRoom(!pages.shown().withNumbers()));
    }

    /** Share of the tensors beside a page that needs room. */
    private static double narrow(double width) {
        return Math.clamp(width - ROOMY, LEAST, NARROW) / Math.max(NARROW, width);
    }

    /** All columns of the tensors, if that leaves room for the page. */
    private double usualTensors(double width) {
        // The knobs may not have their place yet, and then take half the window.
        double left = Math.max(width, all.getWidth() - usualTuning(all.getWidth()));
        return Math.clamp(width * 0.48, Math.clamp(left - PAGE, NARROW, 578), 690);
    }

    private static double usualTuning(double width) {
        return Math.clamp(width * 0.2, 262, 310);
    }

    /**
     * Sets a divider when the split pane gets its first size; before, a share of it means nothing.
     *
     * @param usual size of the pane that keeps it, where none is remembered
     */
    private void place(Divider divider, Settings settings, DoubleUnaryOperator usual) {
        boolean[] placed = {false};
        divider.size()
                .subscribe(now -> {
                    double whole = now.doubleValue();
                    if (!placed[0] && whole > 0) {
                        placed[0] = true;
                        double size = settings.number(divider.key(), usual.applyAsDouble(whole));
                        divider.share(size).ifPresent(share -> setShare(divider, share));
                        if (roomy && divider == dividers.getFirst()) {
                            divider.pane().setDividerPositions(narrow(whole));
                        }
                    }
                });
    }

    private void watch(Divider divider) {
        divider.pane()
                .getDividers()
                .getFirst()
                .positionProperty()
                .subscribe((before, now) -> moves.set(moves.get() + 1));
    }

    /**
     * Pages that need room put the numbers away, and all columns of the tensors but the first; the
     * next page finds everything as it was.
     */
    private void giveRoom(boolean toPage) {
        if (toPage == roomy) {
            return;
        }
        SplitPane upper = dividers.get(0).pane();
        SplitPane left = dividers.get(1).pane();
        if (toPage) {
            pageAt = upper.getDividerPositions()[0];
            numbersAt = left.getDividerPositions()[0];
            roomy = true;
            upper.setDividerPositions(narrow(upper.getWidth()));
            left.getItems().remove(numbers);
        } else {
            roomy = false;
            upper.setDividerPositions(pageAt);
            left.getItems().add(numbers);
            // A pane gets its least size when it comes, and the divider's place only after that.
            left.layout();
            left.setDividerPositions(numbersAt);
            // A divider that comes back is a new one.
            watch(dividers.get(1));
        }
    }

    SplitPane node() {
        return all;
    }

    /** Changes whenever a divider moves. */
    ObservableValue<Number> moves() {
        return moves;
    }

    /** Sizes in pixels of the panes that keep theirs. */
    Map<String, Double> sizes() {
        Map<String, Double> sizes = new TreeMap<>();
        for (Divider divider : dividers) {
            divider.pixels(share(divider)).ifPresent(size -> sizes.put(divider.key(), size));
        }
        return sizes;
    }

    /** Gives the panes these sizes; those that are not named keep theirs. */
    void setSizes(Map<String, Double> sizes) {
        for (Divider divider : dividers) {
            Double size = sizes.get(divider.key());
            if (size != null) {
                divider.share(size).ifPresent(share -> setShare(divider, share));
            }
        }
    }

    /** Where a divider is, or will be when the page at hand gives the room back. */
    private double share(Divider divider) {
        int index = dividers.indexOf(divider);
        return roomy && index == 0
                ? pageAt
                : roomy && index == 1 ? numbersAt : divider.pane().getDividerPositions()[0];
    }

    private void setShare(Divider divider, double share) {
        int index = dividers.indexOf(divider);
        if (roomy && index == 0) {
            pageAt = share;
        } else if (roomy && index == 1) {
            numbersAt = share;
        } else {
            divider.pane().setDividerPositions(share);
        }
    }

    /** Writes down where the dividers are, if they have ever been on screen. */
    void remember(Settings settings) {
        if (!roomy) {
            dividers.forEach(divider -> divider.remember(settings));
        }
    }

    /**
     * One divider.
     *
     * @param key under which it is remembered
     * @param first whether the pane that keeps its size is the left or upper one
     */
    private record Divider(String key, SplitPane pane, boolean first) {
        void remember(Settings settings) {
            double whole = size().get();
            if (whole > 0) {
                double share = pane.getDividerPositions()[0];
                settings.setNumber(key, Math.rint(whole * (first ? share : 1 - share)));
            }
        }

        /** Pixels of the pane that keeps its size, at a share of the whole. */
        Optional<Double> pixels(double share) {
            double whole = size().get();
            return whole > 0
                    ? Optional.of(Math.rint(whole * (first ? share : 1 - share)))
                    : Optional.empty();
        }

        /** The share of the whole at which the pane that keeps its size has so many pixels. */
        Optional<Double> share(double pixels) {
            double whole = size().get();
            double part = pixels / whole;
            return whole > 0
                    ? Optional.of(Math.clamp(first ? part : 1 - part, 0, 1))
                    : Optional.empty();
        }

        private ReadOnlyDoubleProperty size() {
            return pane.getOrientation() == Orientation.VERTICAL
                    ? pane.heightProperty()
                    : pane.widthProperty();
        }
    }
}
