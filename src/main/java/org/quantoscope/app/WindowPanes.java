package org.quantoscope.app;

import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The places of the four views: tensors and the page at hand side by side over the numbers, knobs
 * at the right.
 *
 * <p>A pane keeps its size in pixels, so that a larger window gives its room to the chart. Only a
 * divider that the user has dragged is remembered, for pages of its kind, and as a share of the
 * whole: what one screen had room for must not spoil another.
 */
final class WindowPanes {
    /** All lines of the numbers, without scrolling. */
    private static final double NUMBERS_HEIGHT = 186;

    /** What a low window gives the numbers of its height. */
    private static final double NUMBERS_SHARE = 0.35;

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
    private final Settings settings;

    /** Names under which those are remembered that the user has dragged. */
    private final Set<String> dragged = new HashSet<>();

    /** Those that follow the window no longer: they were given a place by hand or by a session. */
    private final Set<Divider> given = new HashSet<>();

    /** Counts moves of dividers, so that they can be watched. */
    private final IntegerProperty moves = new SimpleIntegerProperty();

    /** Whether the page at hand has the room of the others. */
    private boolean roomy;

    /**
     * Pixels of tensors and numbers otherwise: of a share, windows that grew would give too much.
     */
    private OptionalDouble tensorsWidth = OptionalDouble.empty();

    private OptionalDouble numbersHeight = OptionalDouble.empty();

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
        this.settings = settings;
        SplitPane upper = new SplitPane(layers, pages);
        SplitPane left = new SplitPane(upper, numbers);
        left.setOrientation(Orientation.VERTICAL);
        all = new SplitPane(left, tuning);
        dividers =
                List.of(
                        new Divider("layers.width", upper, true),
                        new Divider("numbers.height", left, false),
                        new Divider("tuning.width", all, false));
        place(dividers.get(0), this::usualTensors);
        place(dividers.get(1), height -> Math.min(NUMBERS_HEIGHT, NUMBERS_SHARE * height));
        place(dividers.get(2), WindowPanes::usualTuning);
        dividers.forEach(this::watchHand);
        dividers.forEach(this::watch);
        pages.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> giveRoom(!pages.shown().withNumbers()));
    }

    /** Share of the tensors beside a page that needs room. */
    private double narrow(double width) {
        double own = settings.number(dividers.getFirst().memory(true), Double.NaN);
        if (!Double.isNaN(own)) {
            return own;
        }
        return Math.clamp(width - ROOMY, LEAST, NARROW) / Math.max(NARROW, width);
    }

    /** All columns of the tensors, if that leaves room for the page. */
    private double usualTensors(double width) {
        double beside = Math.max(LEAST, whenKnobsStand(width) - PAGE);
        return Math.clamp(width * 0.48, Math.min(beside, 578), Math.min(beside, 690));
    }

    /** Width beside the knobs: they may not have their place yet, and then take half the window. */
    private double whenKnobsStand(double width) {
        double window = all.getWidth();
        double own = settings.number(dividers.get(2).memory(false), Double.NaN);
        return Math.max(width, Double.isNaN(own) ? window - usualTuning(window) : own * window);
    }

    private static double usualTuning(double width) {
        return Math.clamp(width * 0.2, 262, 310);
    }

    /**
     * Sets a divider when the split pane gets its first size; before, a share of it means nothing.
     * Where neither hand nor session has put it, it goes on following the size of the window.
     *
     * @param usual size of the pane that keeps it, where none is remembered
     */
    private void place(Divider divider, DoubleUnaryOperator usual) {
        boolean[] placed = {false};
        divider.size()
                .subscribe(now -> {
                    if (now.doubleValue() > 0 && !placed[0]) {
                        placed[0] = true;
                        placeNow(divider, usual);
                    } else if (now.doubleValue() > 0) {
                        // Split panes share out a new size first, and would move dividers back.
                        Platform.runLater(() -> follow(divider, usual));
                    }
                });
    }

    private void placeNow(Divider divider, DoubleUnaryOperator usual) {
        double whole = divider.size().get();
        double own = settings.number(divider.memory(false), Double.NaN);
        if (Double.isNaN(own)) {
            divider.share(usual.applyAsDouble(whole)).ifPresent(share -> setShare(divider, share));
        } else {
            given.add(divider);
            boolean beside = divider == dividers.getFirst();
            double part = beside ? whenKnobsStand(whole) / whole : 1;
            setShare(divider, Math.min(1, own * part));
        }
        if (roomy && divider == dividers.getFirst()) {
            divider.pane().setDividerPositions(narrow(whole));
        }
    }

    private void follow(Divider divider, DoubleUnaryOperator usual) {
        boolean first = divider == dividers.getFirst();
        if (!given.contains(divider) && !dragged.contains(divider.memory(false))) {
            divider.share(usual.applyAsDouble(divider.size().get()))
                    .ifPresent(share -> setShare(divider, share));
        }
        if (roomy && first && !dragged.contains(divider.memory(true))) {
            divider.pane().setDividerPositions(narrow(divider.size().get()));
        }
    }

    /** Notes which dividers a hand moves. */
    private void watchHand(Divider divider) {
        divider.pane()
                .addEventFilter(
                        MouseEvent.MOUSE_DRAGGED,
                        event -> {
                            if (event.getTarget() instanceof Node node
                                    && isDividerOf(divider.pane(), node)) {
                                dragged.add(divider.memory(roomy));
                            }
                        });
    }

    private static boolean isDividerOf(SplitPane pane, Node node) {
        Node at = node;
        while (at != null && !at.getStyleClass().contains("split-pane-divider")) {
            at = at.getParent();
        }
        return at != null && at.getParent() == pane;
    }

    private void watch(Divider divider) {
        divider.pane()
                .getDividers()
                .getFirst()
                .positionProperty()
                .subscribe((before, now) -> moves.set(moves.get() + 1));
    }

    /**
     * Pages that need room put the numbers away, and leave the tensors their first columns; the
     * next page finds everything as it was.
     */
    private void giveRoom(boolean toPage) {
        if (toPage == roomy) {
            return;
        }
        SplitPane upper = dividers.get(0).pane();
        SplitPane left = dividers.get(1).pane();
        if (toPage) {
            tensorsWidth = dividers.get(0).pixels(upper.getDividerPositions()[0]);
            numbersHeight = dividers.get(1).pixels(left.getDividerPositions()[0]);
            roomy = true;
            upper.setDividerPositions(narrow(upper.getWidth()));
            left.getItems().remove(numbers);
        } else {
            roomy = false;
            dividers.get(0).place(tensorsWidth);
            left.getItems().add(numbers);
            // A pane gets its least size when it comes, and the divider's place only after that.
            left.layout();
            dividers.get(1).place(numbersHeight);
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
            pixels(divider).ifPresent(size -> sizes.put(divider.key(), size));
        }
        return sizes;
    }

    /** Gives the panes these sizes; those that are not named keep theirs. */
    void setSizes(Map<String, Double> sizes) {
        for (Divider divider : dividers) {
            Double size = sizes.get(divider.key());
            if (size != null) {
                given.add(divider);
                divider.share(size).ifPresent(share -> setShare(divider, share));
            }
        }
    }

    /** Of the pane that keeps its size, now or when the page at hand gives the room back. */
    private OptionalDouble pixels(Divider divider) {
        int index = dividers.indexOf(divider);
        return roomy && index == 0
                ? tensorsWidth
                : roomy && index == 1
                        ? numbersHeight
                        : divider.pixels(divider.pane().getDividerPositions()[0]);
    }

    private void setShare(Divider divider, double share) {
        int index = dividers.indexOf(divider);
        if (roomy && index == 0) {
            tensorsWidth = divider.pixels(share);
        } else if (roomy && index == 1) {
            numbersHeight = divider.pixels(share);
        } else {
            divider.pane().setDividerPositions(share);
        }
    }

    /** Writes down where the dividers are that the user has dragged. */
    void remember() {
        for (Divider divider : dividers) {
            String name = divider.memory(roomy);
            if (dragged.contains(name) && !divider.pane().getDividers().isEmpty()) {
                settings.setNumber(name, divider.pane().getDividerPositions()[0]);
            }
        }
    }

    /**
     * One divider.
     *
     * @param key under which it is remembered
     * @param first whether the pane that keeps its size is the left or upper one
     */
    private record Divider(String key, SplitPane pane, boolean first) {
        /**
         * The name under which its place is remembered.
         *
         * @param roomy whether the page at hand has the room of the others
         */
        String memory(boolean roomy) {
            return key + (roomy ? ".share.roomy" : ".share");
        }

        /** Pixels of the pane that keeps its size, at a share of the whole. */
        OptionalDouble pixels(double share) {
            double whole = size().get();
            return whole > 0
                    ? OptionalDouble.of(Math.rint(whole * (first ? share : 1 - share)))
                    : OptionalDouble.empty();
        }

        /** Gives the pane that keeps its size so many pixels, as far as the window has them. */
        void place(OptionalDouble pixels) {
            if (pixels.isPresent()) {
                share(pixels.getAsDouble()).ifPresent(pane::setDividerPositions);
            }
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
