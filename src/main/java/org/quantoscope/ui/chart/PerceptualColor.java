package org.quantoscope.ui.chart;

import java.awt.Color;

/**
 * Colours by what an eye sees of them: lightness, chroma and hue of the OKLab space.
 *
 * <p>Björn Ottosson, "A perceptual color space for image processing" (2020), gives the two matrices
 * and the cube between them. A colour that no screen can show loses chroma until one can.
 */
final class PerceptualColor {
    private static final double CHROMA_STEP = 0.002;

    private PerceptualColor() {}

    /**
     * @param lightness from 0, black, to 1, white
     * @param chroma 0 for grey
     * @param hue in degrees: red 29, yellow 110, green 142, blue 264
     */
    static Color of(double lightness, double chroma, double hue) {
        double angle = Math.toRadians(hue);
        double shown = chroma;
        double[] linear = linear(lightness, shown, angle);
        while (shown > 0 && !isInGamut(linear)) {
            shown = Math.max(0, shown - CHROMA_STEP);
            linear = linear(lightness, shown, angle);
        }
        return new Color(channel(linear[0]), channel(linear[1]), channel(linear[2]));
    }

    /** Lightness as the space defines it, from 0 to 1. */
    static double lightness(Color color) {
        double red = intensity(color.getRed());
        double green = intensity(color.getGreen());
        double blue = intensity(color.getBlue());
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    }

    /** {@code share} of one colour, the rest of another. */
    static Color mix(Color one, Color other, double share) {
        return new Color(
                between(one.getRed(), other.getRed(), share),
                between(one.getGreen(), other.getGreen(), share),
                between(one.getBlue(), other.getBlue(), share));
    }

    private static int between(int one, int other, double share) {
        return (int) Math.round(share * one + (1 - share) * other);
    }

    private static double[] linear(double lightness, double chroma, double angle) {
        double a = chroma * Math.cos(angle);
        double b = chroma * Math.sin(angle);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static boolean isInGamut(double[] linear) {
        for (double channel : linear) {
            if (channel < -1e-4 || channel > 1 + 1e-4) {
                return false;
            }
        }
        return true;
    }

    private static double cube(double value) {
        return value * value * value;
    }

    /** From linear light to a byte of sRGB (IEC 61966-2-1). */
    private static int channel(double linear) {
        double value = Math.clamp(linear, 0.0, 1.0);
        double encoded =
                value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }

    private static double intensity(int channel) {
        double encoded = channel / 255.0;
        return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
    }
}
