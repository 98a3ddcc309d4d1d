package org.quantoscope.ui.chart;

import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;

import org.jfree.chart.ui.RectangleEdge;
import org.jspecify.annotations.Nullable;

import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The bin that is read: a thin upright line over the plot, which the mouse moves and the keyboard
 * steps bin by bin.
 *
 * <p>It stays on its bin when curves change or the axis moves, and tells each time what the bin
 * holds.
 */
final class BinCursor extends Pane {
    private static final int NONE = -1;

    private final HomeAxes.Linear weights;
    private final Supplier<Rectangle2D> area;
    private final Line line = new Line();
    private @Nullable DistributionData data;
    private Consumer<Optional<BinReading>> listener = reading -> {};
    private int bin = NONE;

    /**
     * @param area where the plot was drawn last
     */
    BinCursor(HomeAxes.Linear weights, Supplier<Rectangle2D> area) {
        this.weights = weights;
        this.area = area;
        setMouseTransparent(true);
        line.setVisible(false);
        line.setManaged(false);
        line.setId("bin-cursor");
        getChildren().add(line);
    }

    /** Told what the bin holds, or nothing when none is read. */
    void setListener(Consumer<Optional<BinReading>> told) {
        listener = told;
    }

    /** Reads other curves, the same bin of them where they have it. */
    void read(@Nullable DistributionData next) {
        boolean sameBins =
                next != null
                        && data != null
                        && next.before().bins() == data.before().bins()
                        && next.before().edge(0) == data.before().edge(0);
        data = next;
        if (!sameBins) {
            bin = NONE;
        }
    }

    boolean isShown() {
        return bin != NONE;
    }

    /** Middle of the bin that is read, or of what the axis shows where that bin is out of sight. */
    double centre() {
        return data != null && isInSight(data)
                ? middle(data)
                : weights.getRange().getCentralValue();
    }

    /** Reads the bin of a weight. */
    void goTo(double weight) {
        if (data != null) {
            bin = data.before().binOf((float) weight);
            place();
        }
    }

    /** Goes on by some bins, from the middle of the plot where none is read yet. */
    void step(int bins) {
        if (data == null) {
            return;
        }
        int last = data.before().bins() - 1;
        bin =
                bin == NONE
                        ? data.before().binOf((float) centre())
                        : Math.clamp((long) bin + bins, 0, last);
        // Moving the axis draws the chart again, which places the line.
        if (!weights.reveal(middle(data))) {
            place();
        }
    }

    /** Reads none. */
    void leave() {
        bin = NONE;
        place();
    }

    /** Puts the line where its bin is drawn now, and tells what the bin holds. */
    void place() {
        line.setVisible(data != null && isInSight(data));
        if (line.isVisible()) {
            Rectangle2D plot = area.get();
            double x = weights.valueToJava2D(centre(), plot, RectangleEdge.BOTTOM);
            line.setStartX(Math.floor(x) + 0.5);
            line.setEndX(Math.floor(x) + 0.5);
            line.setStartY(plot.getMinY());
            line.setEndY(plot.getMaxY());
        }
        listener.accept(
                data == null || bin == NONE
                        ? Optional.empty()
                        : Optional.of(BinReading.of(data, bin)));
    }

    void setPalette(Palette palette) {
        java.awt.Color text = palette.text();
        line.setStroke(Color.rgb(text.getRed(), text.getGreen(), text.getBlue(), 0.5));
    }

    private boolean isInSight(DistributionData of) {
        return bin != NONE && weights.getRange().contains(middle(of));
    }

    private double middle(DistributionData of) {
        return (of.before().edge(bin) + of.before().edge(bin + 1)) / 2;
    }
}
