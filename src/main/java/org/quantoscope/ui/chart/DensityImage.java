package org.quantoscope.ui.chart;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.SalientMap;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Locale;

/**
 * The cells of a density map as pixels: a pixel shows the densest of the cells it covers, so that
 * no outlier column is lost on a small screen.
 */
final class DensityImage extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;

    /** Cells as large as this, in pixels, are outlined in the colour of salience. */
    private static final double OUTLINE = 7;

    /** Cells as wide and high as this have their value written in. */
    private static final double TEXT_WIDTH = 40;

    private static final double TEXT_HEIGHT = 15;

    /** Of values between 0 and 1: how bright a single weight is. */
    private static final HeatScale PARTS = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);

    /** Colours of a value between 0 and 1 in so many steps, looked up once per pixel. */
    private static final int STEPS = 1024;

    private final int[] colors = new int[STEPS + 1];
    private final int[] densityColors = new int[STEPS + 1];

    private transient @Nullable SalientMap map;
    private double meanDensity;
    private float largest;
    private boolean faded;
    private Palette palette = Palette.LIGHT;

    /**
     * @param mean share of salient weights of the whole tensor
     * @param most largest magnitude of the whole tensor
     */
    void show(@Nullable SalientMap next, double mean, float most, boolean stale) {
        map = next;
        meanDensity = mean;
        largest = most;
        faded = stale;
    }

    void setPalette(Palette next) {
        palette = next;
        for (int i = 0; i <= STEPS; i++) {
            double part = (double) i / STEPS;
            colors[i] = PARTS.color(part, next).getRGB() & 0xffffff;
            HeatScale scale = DensityChart.SCALE;
            densityColors[i] = scale.color(part * scale.high(), next).getRGB() & 0xffffff;
        }
    }

    @Override
    public void draw(
            Graphics2D g2,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int rendererIndex,
            PlotRenderingInfo info) {
        SalientMap shown = map;
        if (shown == null || shown.cells().length == 0 || area.isEmpty()) {
            return;
        }
        int width = (int) Math.ceil(area.getWidth());
        int height = (int) Math.ceil(area.getHeight());
        int[][] columns = spans(width, domain, area, RectangleEdge.BOTTOM, shown, false);
        int[][] rows = spans(height, range, area, RectangleEdge.LEFT, shown, true);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        float[] parts = parts(shown);
        for (int y = 0; y < height; y++) {
            if (y > 0 && rows[y][0] == rows[y - 1][0] && rows[y][1] == rows[y - 1][1]) {
                System.arraycopy(pixels, (y - 1) * width, pixels, y * width, width);
            } else {
                drawLine(shown, parts, rows[y], columns, pixels, y * width);
            }
        }
        g2.drawImage(image, (int) area.getMinX(), (int) area.getMinY(), null);
        if (shown.weights().isPresent()) {
            drawWeights(g2, shown, area, domain, range);
        }
    }

    /** First and last cell that each pixel covers; −1 where there is none. */
    private static int[][] spans(
            int pixels,
            ValueAxis axis,
            Rectangle2D area,
            RectangleEdge edge,
            SalientMap map,
            boolean rows) {
        double start = rows ? map.window().firstRow() : map.window().firstColumn();
        double length = rows ? map.window().rows() : map.window().columns();
        int cells = rows ? map.gridRows() : map.gridColumns();
        double origin = rows ? area.getMinY() : area.getMinX();
        int[][] spans = new int[pixels][];
        for (int i = 0; i < pixels; i++) {
            double from = axis.java2DToValue(origin + i, area, edge);
            double to = axis.java2DToValue(origin + i + 1, area, edge);
            int first = (int) Math.floor((from - start) * cells / length);
            int last = (int) Math.ceil((to - start) * cells / length) - 1;
            // Where a pixel is smaller than a cell, its middle decides.
            int middle = (int) Math.floor(((from + to) / 2 - start) * cells / length);
            first = Math.min(middle, first + 1);
            last = Math.max(middle, last - 1);
            boolean outside = last < 0 || first >= cells;
            spans[i] =
                    outside
                            ? new int[] {-1, -1}
                            : new int[] {Math.max(0, first), Math.min(cells - 1, last)};
        }
        return spans;
    }

    private void drawLine(
            SalientMap of, float[] parts, int[] rows, int[][] columns, int[] pixels, int first) {
        int alpha = faded ? 0x78000000 : 0xff000000;
        int[] lookup = of.weights().isPresent() ? colors : densityColors;
        for (int x = 0; x < columns.length; x++) {
            int[] span = columns[x];
            if (rows[0] >= 0 && span[0] >= 0) {
                float most = 0;
                for (int row = rows[0]; row <= rows[1]; row++) {
                    int line = row * of.gridColumns();
                    for (int i = line + span[0]; i <= line + span[1]; i++) {
                        most = Math.max(most, parts[i]);
                    }
                }
                pixels[first + x] = alpha | lookup[Math.round(Math.min(1, most) * STEPS)];
            }
        }
    }

    /** Brightness of each cell, 1 at the end of the scale. */
    private float[] parts(SalientMap of) {
        float[] parts = new float[of.cells().length];
        if (of.weights().isPresent()) {
            float[] weights = of.weights().get();
            for (int i = 0; i < parts.length; i++) {
                parts[i] = (float) magnitudePart(of, weights[i]);
            }
            return parts;
        }
        double full = (meanDensity > 0 ? meanDensity : 1) * DensityChart.SCALE.high();
        for (int row = 0; row < of.gridRows(); row++) {
            for (int column = 0; column < of.gridColumns(); column++) {
                parts[row * of.gridColumns() + column] = (float) (of.density(row, column) / full);
            }
        }
        return parts;
    }

    /** Below the threshold the dark third of the scale, beyond it the bright half. */
    private double magnitudePart(SalientMap of, float weight) {
        double magnitude = Math.abs(weight);
        return magnitude > of.threshold()
                ? 0.55 + 0.45 * (magnitude - of.threshold()) / (largest - of.threshold())
                : 0.35 * magnitude / Math.max(of.threshold(), Float.MIN_VALUE);
    }

    private void drawWeights(
            Graphics2D g2, SalientMap of, Rectangle2D area, ValueAxis domain, ValueAxis range) {
        double cellWidth = area.getWidth() / domain.getRange().getLength();
        double cellHeight = area.getHeight() / range.getRange().getLength();
        if (Math.min(cellWidth, cellHeight) < OUTLINE) {
            return;
        }
        boolean text = cellWidth >= TEXT_WIDTH && cellHeight >= TEXT_HEIGHT;
        g2.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
        FontMetrics metrics = g2.getFontMetrics();
        float[] weights = of.weights().orElseThrow();
        for (int row = 0; row < of.gridRows(); row++) {
            double y = range.valueToJava2D(of.rowBorder(row), area, RectangleEdge.LEFT);
            if (y + cellHeight < area.getMinY() || y > area.getMaxY()) {
                continue;
            }
            for (int column = 0; column < of.gridColumns(); column++) {
                double x =
                        domain.valueToJava2D(of.columnBorder(column), area, RectangleEdge.BOTTOM);
                if (x + cellWidth < area.getMinX() || x > area.getMaxX()) {
                    continue;
                }
                float weight = weights[row * of.gridColumns() + column];
                if (Math.abs(weight) > of.threshold()) {
                    g2.setPaint(palette.salient());
                    g2.draw(new Rectangle2D.Double(x + 1, y + 1, cellWidth - 2, cellHeight - 2));
                }
                if (text) {
                    String value = String.format(Locale.ROOT, "%.3f", weight).replace('-', '−');
                    g2.setPaint(magnitudePart(of, weight) < 0.6 ? Color.WHITE : Color.BLACK);
                    g2.drawString(
                            value,
                            (float) (x + (cellWidth - metrics.stringWidth(value)) / 2),
                            (float) (y + cellHeight / 2 + metrics.getAscent() / 2.5));
                }
            }
        }
    }
}
