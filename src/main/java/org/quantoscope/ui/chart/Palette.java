package org.quantoscope.ui.chart;

import java.awt.Color;

/**
 * Colours of a chart in one theme; each means one thing everywhere, and all can be told apart by
 * colour-blind eyes.
 *
 * @param background of the plot
 * @param text axis labels
 * @param grid grid lines
 * @param before the original: grey-blue
 * @param after what the specification makes of it: orange
 * @param salient salient weights: magenta
 * @param control round-to-nearest: green
 */
public record Palette(
        Color background,
        Color text,
        Color grid,
        Color before,
        Color after,
        Color salient,
        Color control) {
    public static final Palette LIGHT =
            new Palette(
                    new Color(0xffffff),
                    new Color(0x424a53),
                    new Color(0xe4e8ed),
                    new Color(0x6b7f99),
                    new Color(0xc8570a),
                    new Color(0xb0257f),
                    new Color(0x1a7f4b));

    public static final Palette DARK =
            new Palette(
                    new Color(0x0d1117),
                    new Color(0xb3bcc6),
                    new Color(0x262d36),
                    new Color(0x8ba3c2),
                    new Color(0xff9d45),
                    new Color(0xf272c8),
                    new Color(0x4ccf87));

    public static Palette of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** What the recipe held beside does: the colour of after, nearer to that of text. */
    Color held() {
        return PerceptualColor.mix(after, text, 0.45);
    }

    static Color faded(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }
}
