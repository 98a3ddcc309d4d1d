package org.quantoscope.ui.chart;

import org.jfree.chart.event.ChartProgressEvent;
import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.ui.text.Texts;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The tail of |w|: which share of the weights is at least how large, with the threshold as a handle
 * that can be moved.
 */
public final class TailChart extends SeriesChart {
    /** More than the steps of {@link #CLOSE} over the six decades that are drawn. */
    private static final int MOST_POINTS = 2000;

    /** Points nearer to each other than that share a pixel. */
    private static final double CLOSE = 1.01;

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
        super("tail", new Kind(x, y, true, true, false, true));
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

    /** Shows an empty plot. */
    public void clear() {
        handle.put(Double.NaN);
        mark(List.of());
        show(List.of(), false);
    }

    /**
     * Draws a tail, its part beyond the threshold in the colour of salience.
     *
     * @param threshold where the handle is put
     * @param held threshold of the recipe held beside, marked as B
     */
    public void show(MagnitudeTail tail, double threshold, OptionalDouble held, boolean stale) {
        if (tail.size() == 0) {
            clear();
            return;
        }
        double lowest = Math.max(tail.lowestThreshold(), 1e-4 * tail.largest());
        setHome(0.3 * lowest, 1.1 * tail.largest(), 0.5 / tail.weights(), 1.6);
        show(
                List.of(
                        part(Texts.text("picture.others"), Tone.BEFORE, tail, 0, threshold),
                        part(
                                Texts.text("chart.salient"),
                                Tone.SALIENT,
                                tail,
                                threshold,
                                tail.largest())),
                stale);
        mark(
                held.stream()
                        .filter(it -> it > 0)
                        .mapToObj(it -> new Mark(it, Tone.HELD, "B"))
                        .toList());
        handle.put(threshold);
    }

    /** The points between two magnitudes, but no more than can be told apart. */
    private static Series part(String name, Tone tone, MagnitudeTail tail, double from, double to) {
        double[] x = new double[Math.min(tail.size(), MOST_POINTS)];
        double[] y = new double[x.length];
        int kept = 0;
        double last = 0;
        for (int i = 0; i < tail.size() && kept < x.length; i++) {
            double magnitude = tail.magnitudes()[i];
            boolean within = magnitude >= Math.max(from, 1e-6 * tail.largest()) && magnitude <= to;
            boolean apart = magnitude >= last * CLOSE;
            if (within && (apart || i == tail.size() - 1)) {
                last = magnitude;
                x[kept] = magnitude;
                y[kept++] = tail.share(i);
            }
        }
        return new Series(name, tone, Arrays.copyOf(x, kept), Arrays.copyOf(y, kept));
    }
}
