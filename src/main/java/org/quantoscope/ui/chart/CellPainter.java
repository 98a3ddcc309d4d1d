package org.quantoscope.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Draws cells: values filled, kept ones hatched, refused ones crossed out, unknown ones as an empty
 * frame.
 *
 * <p>All hatching is one path, drawn at the end: strokes are what takes time on a canvas.
 */
final class CellPainter {
    private static final double HATCH = 7;
    private static final double STALE_SHARE = 0.35;
    private static final BasicStroke THIN = new BasicStroke(1);
    private static final BasicStroke BOLD = new BasicStroke(2);
    private static final BasicStroke BOLDER = new BasicStroke(4);
    private static final Color DARK = Palette.LIGHT.text();
    private static final Color LIGHT = Palette.LIGHT.background();
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private final Graphics2D g2;
    private final HeatScale scale;
    private final Palette palette;
    private final Path2D hatching = new Path2D.Double();
    private final Path2D crosses = new Path2D.Double();
    private final Path2D frames = new Path2D.Double();

    CellPainter(Graphics2D g2, HeatScale scale, Palette palette) {
        this.g2 = g2;
        this.scale = scale;
        this.palette = palette;
    }

    void draw(HeatMapData.Cell cell, Rectangle2D place) {
        Rectangle2D inner = inner(place);
        if (cell.beside().filter(it -> !looksLike(cell, it)).isPresent()) {
            double half = inner.getWidth() / 2;
            double seam = half > 6 ? 1 : 0;
            fill(
                    cell.beside().orElseThrow(),
                    new Rectangle2D.Double(
                            inner.getX() + half, inner.getY(), half, inner.getHeight()));
            inner.setRect(inner.getX(), inner.getY(), half - seam, inner.getHeight());
        }
        fill(cell, inner);
    }

    /** Two halves without values need no seam. */
    private static boolean looksLike(HeatMapData.Cell one, HeatMapData.Cell other) {
        return one.kind() == other.kind() && one.kind() != HeatMapData.Kind.VALUE;
    }

    private void fill(HeatMapData.Cell cell, Rectangle2D inner) {
        switch (cell.kind()) {
            case VALUE -> fill(inner, color(cell));
            case KEPT -> hatch(inner);
            case REFUSED -> {
                hatch(inner);
                cross(inner);
            }
            case UNKNOWN ->
                    frames.append(
                            new Rectangle2D.Double(
                                    inner.getX() + 0.5,
                                    inner.getY() + 0.5,
                                    Math.max(0, inner.getWidth() - 1),
                                    Math.max(0, inner.getHeight() - 1)),
                            false);
        }
    }

    /** Draws what was put together. */
    void finish() {
        g2.setStroke(THIN);
        g2.setPaint(PerceptualColor.mix(palette.text(), palette.background(), 0.28));
        g2.draw(hatching);
        g2.setPaint(PerceptualColor.mix(palette.text(), palette.background(), 0.35));
        g2.draw(frames);
        g2.setStroke(BOLD);
        g2.setPaint(palette.salient());
        g2.draw(crosses);
    }

    /** Marks a cell as selected, visible on every colour of the scale. */
    void outline(Rectangle2D place) {
        Rectangle2D inner = inner(place);
        g2.setStroke(BOLDER);
        g2.setPaint(palette.background());
        g2.draw(inner);
        g2.setStroke(BOLD);
        g2.setPaint(palette.text());
        g2.draw(inner);
    }

    /** Cells touch where there is little room and stand apart where there is more. */
    private static Rectangle2D inner(Rectangle2D place) {
        double x = place.getWidth() >= 8 ? 1 : 0;
        double y = place.getHeight() >= 8 ? 1 : place.getHeight() >= 4 ? 0.5 : 0;
        return new Rectangle2D.Double(
                place.getX() + x,
                place.getY() + y,
                Math.max(0.5, place.getWidth() - 2 * x),
                Math.max(0.5, place.getHeight() - 2 * y));
    }

    private Color color(HeatMapData.Cell cell) {
        Color color = scale.color(cell.value(), palette);
        return cell.stale() ? PerceptualColor.mix(color, palette.background(), STALE_SHARE) : color;
    }

    private void fill(Rectangle2D inner, Color color) {
        g2.setPaint(color);
        g2.fill(inner);
    }

    /** Lines at 45° from lower left to upper right, cut at the cell. */
    private void hatch(Rectangle2D r) {
        double reach = r.getWidth() + r.getHeight();
        for (double at = HATCH / 2; at < reach; at += HATCH) {
            double overRight = Math.max(0, at - r.getWidth());
            double overTop = Math.max(0, at - r.getHeight());
            hatching.append(
                    new Line2D.Double(
                            r.getX() + overTop,
                            r.getMaxY() - (at - overTop),
                            r.getX() + at - overRight,
                            r.getMaxY() - overRight),
                    false);
        }
    }

    private void cross(Rectangle2D r) {
        crosses.append(new Line2D.Double(r.getX(), r.getY(), r.getMaxX(), r.getMaxY()), false);
        crosses.append(new Line2D.Double(r.getX(), r.getMaxY(), r.getMaxX(), r.getY()), false);
    }

    /** Writes a cell's label, where there is room; after what is put together was drawn. */
    void label(HeatMapData.Cell cell, Rectangle2D place) {
        if (cell.label().isEmpty() || place.getHeight() < 13) {
            return;
        }
        g2.setFont(LABEL);
        double width = g2.getFontMetrics().stringWidth(cell.label());
        if (width > place.getWidth() - 4) {
            return;
        }
        double x = place.getCenterX() - width / 2;
        double y = place.getCenterY();
        Color ground = palette.background();
        if (cell.kind() == HeatMapData.Kind.VALUE && cell.beside().isEmpty()) {
            ground = color(cell);
        } else {
            // Letters over hatching, or over two colours, could not be read.
            fill(new Rectangle2D.Double(x - 4, y - 6, width + 8, 12), ground);
        }
        g2.setPaint(PerceptualColor.lightness(ground) > 0.6 ? DARK : LIGHT);
        g2.drawString(cell.label(), (float) x, (float) y + 4);
    }
}
