package org.quantoscope.ui.chart;

import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The threshold ±√λ′ in a plot: two dashed lines with their values, and a tint beyond them. */
final class ThresholdMarks {
    private static final BasicStroke DASHED =
            new BasicStroke(
                    1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

    /** Weaker than any curve, stronger than the paper. */
    private static final int TINT = 20;

    /** Pixels that the words beside a line take. */
    private static final double WORDS = 104;

    private static final RectangleInsets OFFSET = new RectangleInsets(4, 4, 4, 4);

    /** One line of words further down. */
    private static final RectangleInsets LOWER = new RectangleInsets(19, 4, 4, 4);

    private ThresholdMarks() {}

    /**
     * Takes the place of all marks of a plot's horizontal axis.
     *
     * @param threshold √λ′; without it no weight is salient and nothing is marked
     */
    static void show(XYPlot plot, Optional<Double> threshold, Palette palette) {
        plot.clearDomainMarkers();
        threshold.ifPresent(at -> {
            tint(plot, -Float.MAX_VALUE, -at, palette);
            tint(plot, at, Float.MAX_VALUE, palette);
            Marker left = line(-at, "−√λ′ = −", palette);
            left.setLabelAnchor(RectangleAnchor.TOP_LEFT);
            left.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
            Marker right = line(at, "+√λ′ = ", palette);
            right.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            right.setLabelTextAnchor(TextAnchor.TOP_LEFT);
            plot.addDomainMarker(left, Layer.FOREGROUND);
            plot.addDomainMarker(right, Layer.FOREGROUND);
        });
    }

    /**
     * Turns the words of a line to its other side where they would be cut off at the border; where
     * those of both lines then meet, the right line's stand one line lower.
     *
     * @param width of the data area in pixels
     */
    static void fit(XYPlot plot, double width) {
        Range range = plot.getDomainAxis().getRange();
        Collection<?> marks = plot.getDomainMarkers(Layer.FOREGROUND);
        if (marks == null || width <= 0) {
            return;
        }
        for (Object each : marks) {
            if (each instanceof ValueMarker mark) {
                boolean toLeft = toLeft(range, mark.getValue(), width);
                mark.setLabelAnchor(toLeft ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
                mark.setLabelTextAnchor(toLeft ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
                double apart =
                        wordsAt(range, mark.getValue(), width)
                                - wordsAt(range, -mark.getValue(), width);
                boolean lower = mark.getValue() > 0 && Math.abs(apart) < WORDS;
                mark.setLabelOffset(lower ? LOWER : OFFSET);
            }
        }
    }

    private static boolean toLeft(Range range, double value, double width) {
        double at = pixel(range, value, width);
        return value < 0 ? at >= WORDS : width - at < WORDS;
    }

    private static double wordsAt(Range range, double value, double width) {
        return pixel(range, value, width) - (toLeft(range, value, width) ? WORDS : 0);
    }

    private static double pixel(Range range, double value, double width) {
        return (value - range.getLowerBound()) / range.getLength() * width;
    }

    private static void tint(XYPlot plot, double from, double to, Palette palette) {
        IntervalMarker tint = new IntervalMarker(from, to, Palette.faded(palette.salient(), TINT));
        tint.setAlpha(1f);
        plot.addDomainMarker(tint, Layer.BACKGROUND);
    }

    private static Marker line(double value, String name, Palette palette) {
        Marker marker = new ValueMarker(value, palette.salient(), DASHED);
        marker.setLabel(name + String.format(Locale.ROOT, "%.3g", Math.abs(value)));
        marker.setLabelPaint(palette.salient());
        marker.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        marker.setLabelOffset(OFFSET);
        marker.setLabelBackgroundColor(Palette.faded(palette.background(), 190));
        marker.setAlpha(1f);
        return marker;
    }
}
