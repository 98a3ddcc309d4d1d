package org.quantoscope.ui.control;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of tools that is never cut off: where its width does not do, it goes on in further lines.
 *
 * <p>What is added by {@link #addRight} stands at the right end of the last line.
 */
public class WrapRow extends Region {
    private static final double LINE_GAP = 4;

    private final double gap;
    private final List<Node> right = new ArrayList<>();

    /** One line: its nodes, its height, and its width without the gaps at the sides. */
    private record Line(List<Node> nodes, double width, double height) {}

    /**
     * @param gap between two tools
     */
    public WrapRow(double gap, Node... tools) {
        this.gap = gap;
        getStyleClass().add("wrap-row");
        setMinWidth(0);
        getChildren().addAll(tools);
    }

    /** Adds tools at the right end, behind all others. */
    public final WrapRow addRight(Node... tools) {
        getChildren().addAll(tools);
        right.addAll(List.of(tools));
        return this;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        Insets insets = getInsets();
        return insets.getLeft()
                + insets.getRight()
                + lines(Double.MAX_VALUE).stream().mapToDouble(Line::width).max().orElse(0);
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets insets = getInsets();
        List<Line> lines = lines(width < 0 ? Double.MAX_VALUE : inside(width));
        return insets.getTop()
                + insets.getBottom()
                + lines.stream().mapToDouble(Line::height).sum()
                + LINE_GAP * Math.max(0, lines.size() - 1);
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double y = insets.getTop();
        for (Line line : lines(inside(getWidth()))) {
            double x = insets.getLeft();
            double spare = Math.max(0, inside(getWidth()) - line.width());
            for (Node node : line.nodes()) {
                if (right.contains(node)) {
                    x += spare;
                    spare = 0;
                }
                double width = width(node, inside(getWidth()));
                double height = Math.min(line.height(), node.prefHeight(width));
                node.resizeRelocate(
                        snapPositionX(x),
                        snapPositionY(y + (line.height() - height) / 2),
                        snapSizeX(width),
                        snapSizeY(height));
                x += width + gap;
            }
            y += line.height() + LINE_GAP;
        }
    }

    private double inside(double width) {
        return width - getInsets().getLeft() - getInsets().getRight();
    }

    /** What a tool wants, if a line of its own has that, and what it needs at least. */
    private static double width(Node node, double most) {
        return Math.max(node.minWidth(-1), Math.min(node.prefWidth(-1), most));
    }

    private List<Line> lines(double most) {
        List<Line> lines = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        double used = 0;
        double height = 0;
        for (Node node : getManagedChildren()) {
            double width = width(node, most);
            // Half a pixel of rounding is no reason to wrap.
            if (!nodes.isEmpty() && used + gap + width > most + 0.5) {
                lines.add(new Line(List.copyOf(nodes), used, height));
                nodes.clear();
                used = 0;
                height = 0;
            }
            used += (nodes.isEmpty() ? 0 : gap) + width;
            height = Math.max(height, node.prefHeight(width));
            nodes.add(node);
        }
        if (!nodes.isEmpty()) {
            lines.add(new Line(List.copyOf(nodes), used, height));
        }
        return lines;
    }
}
