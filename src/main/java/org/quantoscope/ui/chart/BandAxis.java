package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of named bands, each one unit wide; leaves out names for which there is no room.
 *
 * <p>Bands that stand apart are as wide as their names need, however thin the others are.
 */
final class BandAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final double NAME_HEIGHT = 13;
    private static final double GAP = 0.35;
    private static final int[] STRIDES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    /** Of the other bands together, what one that stands apart takes at least, and at most. */
    private static final double LEAST_APART = 0.04;

    private static final double MOST_APART = 0.12;

    private transient List<String> names = List.of();
    private int detached;

    BandAxis(boolean downwards) {
        super(null);
        setInverted(downwards);
        setTickMarksVisible(false);
        setMinorTickMarksVisible(false);
        setAxisLineVisible(false);
        setAutoRange(false);
        show(List.of(""), 1);
    }

    /**
     * @param apart index of the first band that stands apart
     */
    void show(List<String> bands, int apart) {
        names = List.copyOf(bands);
        detached = apart;
        int last = names.size() - 1;
        setRange(-0.5, Math.max(0.5, middle(last) + width(last) / 2));
    }

    /** Where the middle of a band lies. */
    double middle(int band) {
        if (band < detached) {
            return band;
        }
        double width = width(band);
        double begin = detached == 0 ? -0.5 : detached - 0.5 + GAP * width;
        return begin + (band - detached + 0.5) * width;
    }

    /** How wide a band is. */
    double width(int band) {
        return band < detached || detached == 0
                ? 1
                : Math.clamp(1, LEAST_APART * detached, Math.max(MOST_APART * detached, 0.4));
    }

    /** The band at a value of the axis; −1 where there is none. */
    int band(double value) {
        for (int band = 0; band < names.size(); band++) {
            if (Math.abs(value - middle(band)) <= width(band) / 2) {
                return band;
            }
        }
        return -1;
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public List refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean upright = RectangleEdge.isLeftOrRight(edge);
        double room = (upright ? area.getHeight() : area.getWidth()) / getRange().getLength();
        List<NumberTick> ticks = new ArrayList<>();
        for (int band = 0; band < detached; band += stride(room, upright)) {
            ticks.add(tick(band, upright));
        }
        // What stands apart is always named.
        for (int band = detached; band < names.size(); band++) {
            ticks.add(tick(band, upright));
        }
        return ticks;
    }

    private static int stride(double room, boolean upright) {
        if (upright) {
            for (int stride : STRIDES) {
                if (stride * room >= NAME_HEIGHT) {
                    return stride;
                }
            }
        }
        return 1;
    }

    private NumberTick tick(int band, boolean upright) {
        TextAnchor anchor = upright ? TextAnchor.CENTER_RIGHT : TextAnchor.BOTTOM_CENTER;
        return new NumberTick(
                TickType.MAJOR, middle(band), names.get(band), anchor, TextAnchor.CENTER, 0);
    }
}
