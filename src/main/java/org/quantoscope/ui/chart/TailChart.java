package org.quantoscope.ui.chart;

import org.jfree.chart.event.ChartProgressEvent;
import org.quantoscope.analysis.MagnitudeTail;

import java.util.List;

/**
 * The tail of |w|: which share of the weights is at least how large, with the threshold as a handle
 * that can be moved.
 */
public final class TailChart extends SeriesChart {
    private static final int MOST_POINTS = 600;

    private final ThresholdHandle handle;

    /** Told what is done to the threshold. */
    public interface Listener {
        /** Nobody. */
        Listener NOBODY =
                new Listener() {
                    @Override
                    public void begin() {}

                    @Override
                    public void moved(double threshold) {}

                    @Override
                    public void end() {}

                    @Override
                    public void stepped(int direction, boolean finely) {}
                };

        /** A drag begins. */
        void begin();

        /** The threshold is wanted elsewhere. */
        void moved(double threshold);

        /** The drag ends. */
        void end();

        /**
         * An arrow key.
         *
         * @param direction 1 for a larger threshold, −1 for a smaller one
         */
        void stepped(int direction, boolean finely);
    }

    /**
     * @param x label of the level axis
     * @param y label of the upright axis
     */
    public TailChart(String x, String y) {
        super("tail", new Kind(x, y, false, true, false, true));
        handle = new ThresholdHandle(plot.getDomainAxis(), this::plotArea);
        getChildren().add(handle);
        chart.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                handle.place();
            }
        });
    }

    public void setListener(Listener listener) {
        handle.setListener(listener);
    }

    /** Says in words where the threshold is. */
    public void describeThreshold(String words) {
        handle.describe(words);
    }

    /** Puts the handle; NaN puts it away. */
    public void setThreshold(double threshold) {
        handle.put(threshold);
    }

    /** Draws another tensor's tail. */
    public void show(MagnitudeTail tail, boolean stale) {
        int size = tail.size();
        if (size == 0) {
            show(List.of(), stale);
            return;
        }
        double largest = tail.largest();
        setHome(0, 1.03 * largest, 0.5 / tail.weights(), 1.6);
        // Of all points those that are some pixels apart, and every one of the sparse end.
        double[] x = new double[Math.min(size, 2 * MOST_POINTS)];
        double[] y = new double[x.length];
        int kept = 0;
        double last = -1;
        for (int i = 0; i < size && kept < x.length; i++) {
            boolean apart = tail.magnitudes()[i] - last >= largest / MOST_POINTS;
            if (apart || i == size - 1) {
                last = tail.magnitudes()[i];
                x[kept] = last;
                y[kept++] = tail.share(i);
            }
        }
        show(
                List.of(
                        new Series(
                                "share of weights",
                                Tone.BEFORE,
                                java.util.Arrays.copyOf(x, kept),
                                java.util.Arrays.copyOf(y, kept))),
                stale);
    }
}
