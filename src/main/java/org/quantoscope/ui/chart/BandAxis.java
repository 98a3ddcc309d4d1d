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

/** An axis of named bands, each one unit wide; leaves out names for which there is no room. */
final class BandAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final double NAME_HEIGHT = 13;
    private static final int[] STRIDES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

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
     * @param apart index of the first band that stands half a band apart
     */
    void show(List<String> bands, int apart) {
        names = List.copyOf(bands);
        detached = apart;
        setRange(-0.5, Math.max(0.5, middle(names.size() - 1) + 0.5));
    }

    /** Where the middle of a band lies. */
    double middle(int band) {
        return band < detached ? band : band + 0.5;
    }

    /** The band at a value of the axis; −1 where there is none. */
    int band(double value) {
        int near = (int) Math.rint(value);
        for (int band = Math.max(0, near - 1); band <= near && band < names.size(); band++) {
            if (Math.abs(value - middle(band)) <= 0.5) {
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
        for (int band = 0; band < names.size(); band += stride(room, upright)) {
            ticks.add(tick(band, upright));
        }
        // What stands apart is always named.
        for (int band = detached; band < names.size(); band++) {
            if (band % stride(room, upright) != 0) {
                ticks.add(tick(band, upright));
            }
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
