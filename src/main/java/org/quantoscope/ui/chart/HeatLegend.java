package org.quantoscope.ui.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.stream.Stream;

/** The legend of a heat map: the range of its scale, what lies outside, and what has no colour. */
final class HeatLegend {
    static final double HEIGHT = 44;

    /** Of a legend in one line. */
    static final double LINE = 22;

    private static final double BAR_HEIGHT = 11;
    private static final double GAP = 16;
    private static final int STEPS = 96;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 11);
    private static final Font WORDS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private final HeatMapData data;
    private final HeatScale scale;
    private final Palette palette;

    HeatLegend(HeatMapData data, HeatScale scale, Palette palette) {
        this.data = data;
        this.scale = scale;
        this.palette = palette;
    }

    void draw(Graphics2D g2, Rectangle2D area) {
        double top = area.getY() + 8;
        double x = area.getX();
        g2.setPaint(palette.text());
        x = words(g2, TITLE, data.legend().title(), x, top + 9) + GAP;
        double width = Math.clamp(area.getWidth() * 0.3, 110, 260);
        bar(g2, scale, palette, x, top, width);
        ends(g2, x, top, width);
        x += width + GAP;
        x = sample(g2, HeatMapData.Kind.KEPT, data.legend().kept(), x, top);
        x = sample(g2, HeatMapData.Kind.UNKNOWN, data.legend().unknown(), x, top);
        words(g2, WORDS, outside(), x, top + 9);
    }

    /** Title, first colour, bar and last colour in one line. */
    static void drawLine(
            Graphics2D g2,
            DensityWords.Ends words,
            HeatScale scale,
            Palette palette,
            Rectangle2D area) {
        double top = area.getY() + 5;
        g2.setPaint(palette.text());
        double x = words(g2, TITLE, words.title(), area.getX(), top + 9) + GAP / 2;
        x = words(g2, WORDS, words.least(), x, top + 9) + 5;
        double end = g2.getFontMetrics().stringWidth(words.most());
        double width = Math.clamp(area.getMaxX() - x - end - 5, 30, 160);
        bar(g2, scale, palette, x, top, width);
        g2.setPaint(palette.text());
        words(g2, WORDS, words.most(), x + width + 5, top + 9);
    }

    private static void bar(
            Graphics2D g2, HeatScale scale, Palette palette, double x, double top, double width) {
        for (int i = 0; i < STEPS; i++) {
            g2.setPaint(scale.colorAt(i / (STEPS - 1.0), palette));
            // A little wider than a step, so that no seams are seen.
            g2.fill(
                    new Rectangle2D.Double(
                            x + width * i / STEPS, top, width / STEPS + 0.6, BAR_HEIGHT));
        }
    }

    private void ends(Graphics2D g2, double x, double top, double width) {
        g2.setPaint(palette.text());
        String low = data.legend().format().apply(scale.low());
        String middle = data.legend().format().apply(scale.valueAt(0.5));
        String high = data.legend().format().apply(scale.high());
        g2.setFont(WORDS);
        double baseline = top + BAR_HEIGHT + 13;
        words(g2, WORDS, low, x, baseline);
        double end = g2.getFontMetrics().stringWidth(high);
        words(g2, WORDS, high, x + width - end, baseline);
        double half = g2.getFontMetrics().stringWidth(middle) / 2.0;
        if (x + g2.getFontMetrics().stringWidth(low) + 8 < x + width / 2 - half
                && x + width / 2 + half + 8 < x + width - end) {
            words(g2, WORDS, middle, x + width / 2 - half, baseline);
        }
    }

    private double sample(
            Graphics2D g2, HeatMapData.Kind kind, String words, double x, double top) {
        if (halves().noneMatch(cell -> cell.kind() == kind)) {
            return x;
        }
        CellPainter painter = new CellPainter(g2, scale, palette);
        Rectangle2D swatch = new Rectangle2D.Double(x, top - 1, 22, BAR_HEIGHT + 2);
        painter.draw(new HeatMapData.Cell(0, 0, kind, Double.NaN, false, ""), swatch);
        painter.finish();
        g2.setStroke(new BasicStroke(1));
        g2.setPaint(palette.text());
        return words(g2, WORDS, words, x + 27, top + 9) + GAP;
    }

    private String outside() {
        long below = values(true);
        long above = values(false);
        String text = below == 0 ? "" : words(data.legend().below(), below);
        return above == 0
                ? text
                : (text.isEmpty() ? "" : text + ", ") + words(data.legend().above(), above);
    }

    private static String words(String pattern, long count) {
        return new MessageFormat(pattern, Locale.ROOT).format(new Object[] {count});
    }

    private Stream<HeatMapData.Cell> halves() {
        return data.cells().stream().flatMap(HeatMapData.Cell::halves);
    }

    private long values(boolean below) {
        return halves().filter(cell -> cell.kind() == HeatMapData.Kind.VALUE)
                .filter(cell -> below ? scale.isBelow(cell.value()) : scale.isAbove(cell.value()))
                .count();
    }

    private static double words(Graphics2D g2, Font font, String text, double x, double baseline) {
        g2.setFont(font);
        g2.drawString(text, (float) x, (float) baseline);
        return x + g2.getFontMetrics().stringWidth(text);
    }
}
