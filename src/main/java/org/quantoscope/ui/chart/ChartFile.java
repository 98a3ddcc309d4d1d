package org.quantoscope.ui.chart;

import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;

/** A chart as a file: SVG where the name ends so, PNG otherwise. */
final class ChartFile {
    /** Pixels per unit, so that text stays sharp on dense screens and in print. */
    private static final int SCALE = 2;

    private ChartFile() {}

    /**
     * @param width in units of the screen
     * @param height in units of the screen
     */
    static void write(JFreeChart chart, int width, int height, Path file) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            Files.writeString(file, svg(chart, width, height));
        } else if (!ImageIO.write(pixels(chart, width, height), "png", file.toFile())) {
            throw new IOException(file + ": this Java cannot write PNG files");
        }
    }

    /** The chart as an svg element, for a file of its own or inside a page. */
    static String svg(JFreeChart chart, int width, int height) {
        SVGGraphics2D g2 = new SVGGraphics2D(width, height);
        chart.draw(g2, new Rectangle2D.Double(0, 0, width, height));
        return g2.getSVGElement();
    }

    private static BufferedImage pixels(JFreeChart chart, int width, int height) {
        BufferedImage image =
                new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        try {
            g2.scale(SCALE, SCALE);
            g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g2.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g2.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            chart.draw(g2, new Rectangle2D.Double(0, 0, width, height));
        } finally {
            g2.dispose();
        }
        return image;
    }
}
