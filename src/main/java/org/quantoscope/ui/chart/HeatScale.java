package org.quantoscope.ui.chart;

import java.awt.Color;
import java.util.stream.DoubleStream;

/**
 * The one scale of every heat map: which colour a value has.
 *
 * <p>Lightness rises evenly from violet over green to yellow, so equal steps look equal, also to
 * colour-blind eyes and in grey print. A scale of signed values leads from blue over the theme's
 * neutral to red instead. The range is fixed by whoever makes the scale; values outside have the
 * colour of the nearer end.
 *
 * @param low value of the first colour
 * @param high value of the last
 * @param spacing how values between lie
 * @param signed whether 0 is the middle and both sides differ in hue
 */
public record HeatScale(double low, double high, Spacing spacing, boolean signed) {
    private static final int STEPS = 256;
    private static final Color[] RISING = new Color[STEPS];
    private static final Color[] SIGNED_LIGHT = new Color[STEPS];
    private static final Color[] SIGNED_DARK = new Color[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            double t = i / (STEPS - 1.0);
            RISING[i] = PerceptualColor.of(0.27 + 0.65 * t, 0.15, 305 - 200 * t);
            double side = Math.abs(2 * t - 1);
            double hue = t < 0.5 ? 255 : 32;
            SIGNED_LIGHT[i] = PerceptualColor.of(0.93 - 0.45 * side, 0.17 * side, hue);
            SIGNED_DARK[i] = PerceptualColor.of(0.34 + 0.40 * side, 0.17 * side, hue);
        }
    }

    /** How values lie along a scale. */
    public enum Spacing {
        LINEAR {
            @Override
            double place(double value) {
                return value;
            }

            @Override
            double value(double place) {
                return place;
            }
        },
        /** By orders of magnitude; only for values above 0. */
        LOGARITHMIC {
            @Override
            double place(double value) {
                return Math.log10(Math.max(value, Double.MIN_NORMAL));
            }

            @Override
            double value(double place) {
                return Math.pow(10, place);
            }
        },
        /** Linear around 0, by orders of magnitude far from it (the inverse hyperbolic sine). */
        WIDE {
            @Override
            double place(double value) {
                return Math.signum(value) * Math.log(Math.abs(value) + Math.hypot(value, 1));
            }

            @Override
            double value(double place) {
                return Math.sinh(place);
            }
        };

        abstract double place(double value);

        abstract double value(double place);
    }

    public HeatScale {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "a scale needs low < high, not " + low + ", " + high);
        }
    }

    /**
     * The scale that just holds some values; those that are no number, infinite or, on a
     * logarithmic scale, not above 0 are left out.
     */
    public static HeatScale fit(double[] values, Spacing spacing) {
        double[] counted =
                DoubleStream.of(values)
                        .filter(Double::isFinite)
                        .filter(it -> spacing != Spacing.LOGARITHMIC || it > 0)
                        .toArray();
        if (counted.length == 0) {
            return spacing == Spacing.LOGARITHMIC
                    ? new HeatScale(0.1, 1, spacing, false)
                    : new HeatScale(0, 1, spacing, false);
        }
        double low = DoubleStream.of(counted).min().getAsDouble();
        double high = DoubleStream.of(counted).max().getAsDouble();
        if (high - low <= 1e-9 * Math.abs(high)) {
            // One value: somewhere in the middle of a scale a little wider.
            boolean zero = high == 0;
            return new HeatScale(
                    zero ? -0.5 : low - 0.1 * Math.abs(low),
                    zero ? 0.5 : high + 0.1 * Math.abs(high),
                    spacing,
                    false);
        }
        return new HeatScale(low, high, spacing, false);
    }

    /** This scale, or one around it whose ends differ by a fifth; by a factor of two by orders. */
    public HeatScale widened() {
        double least =
                spacing == Spacing.LOGARITHMIC
                        ? Math.log10(2)
                        : spacing.place(0.2 * Math.max(Math.abs(low), Math.abs(high)));
        double from = spacing.place(low);
        double to = spacing.place(high);
        double more = (least - (to - from)) / 2;
        return more <= 0
                ? this
                : new HeatScale(
                        spacing.value(from - more), spacing.value(to + more), spacing, signed);
    }

    /** The scale of signed values that reaches equally far to both sides of 0. */
    public static HeatScale fitSigned(double[] values) {
        double far =
                DoubleStream.of(values).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        return far > 0
                ? new HeatScale(-far, far, Spacing.LINEAR, true)
                : new HeatScale(-1, 1, Spacing.LINEAR, true);
    }

    /** Where a value lies: 0 at the low end, 1 at the high one, outside no further. */
    public double position(double value) {
        double from = spacing.place(low);
        return Math.clamp((spacing.place(value) - from) / (spacing.place(high) - from), 0.0, 1.0);
    }

    /** The value at a position; the inverse of {@link #position}. */
    public double valueAt(double position) {
        double from = spacing.place(low);
        return spacing.value(from + position * (spacing.place(high) - from));
    }

    public boolean isBelow(double value) {
        return value < low;
    }

    public boolean isAbove(double value) {
        return value > high;
    }

    /** The colour of a value, over a theme's background. */
    public Color color(double value, Palette palette) {
        return colorAt(position(value), palette);
    }

    Color colorAt(double position, Palette palette) {
        int step = (int) Math.round(Math.clamp(position, 0.0, 1.0) * (STEPS - 1));
        if (!signed) {
            return RISING[step];
        }
        boolean dark = PerceptualColor.lightness(palette.background()) < 0.5;
        return dark ? SIGNED_DARK[step] : SIGNED_LIGHT[step];
    }
}
