package org.quantoscope.ui.chart;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.quantoscope.ui.text.Texts;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;

/** A plot with title and legend, drawn for a file or a page without screen or toolkit. */
final class FramedChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 600;

    /** Pixels per unit, so that text stays sharp on dense screens and in print. */
    private static final int SCALE = 2;

    private FramedChart() {}

    /** Draws now; what is written later does not follow the plot. */
    static ChartDrawing draw(Plot plot, String title, String subtitle, Palette palette, Path file) {
        JFreeChart chart = framed(plot, title, subtitle, palette);
        try {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
                String svg = svg(chart);
                return () -> Files.writeString(file, svg);
            }
            BufferedImage pixels = pixels(chart);
            return () -> {
                if (!ImageIO.write(pixels, "png", file.toFile())) {
                    throw new IOException(Texts.text("failure.png", file));
                }
            };
        } finally {
            plot.removeChangeListener(chart);
        }
    }

    /** As an svg element, for a page. */
    static String svg(Plot plot, String title, String subtitle, Palette palette) {
        JFreeChart chart = framed(plot, title, subtitle, palette);
        try {
            return svg(chart);
        } finally {
            plot.removeChangeListener(chart);
        }
    }

    private static String svg(JFreeChart chart) {
        SVGGraphics2D vectors = new SVGGraphics2D(WIDTH, HEIGHT);
        // Names inside the picture: by its title, so that pictures of one page do not share them.
        vectors.setDefsKeyPrefix(
                "c" + Integer.toHexString(chart.getTitle().getText().hashCode()) + "-");
        chart.draw(vectors, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        return vectors.getSVGElement();
    }

    private static JFreeChart framed(Plot plot, String title, String subtitle, Palette palette) {
        JFreeChart chart = new JFreeChart(null, null, plot, true);
        chart.setBackgroundPaint(palette.background());
        chart.setPadding(new RectangleInsets(14, 16, 12, 20));
        chart.setTitle(heading(title, Font.BOLD, 17, palette));
        if (!subtitle.isEmpty()) {
            chart.addSubtitle(0, heading(subtitle, Font.PLAIN, 12, palette));
        }
        LegendTitle legend = chart.getLegend();
        legend.setItemFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        legend.setItemPaint(palette.text());
        legend.setBackgroundPaint(palette.background());
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        return chart;
    }

    private static TextTitle heading(String text, int style, int size, Palette palette) {
        TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, style, size));
        title.setPaint(palette.text());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPosition(RectangleEdge.TOP);
        title.setPadding(0, 4, 6, 4);
        return title;
    }

    private static BufferedImage pixels(JFreeChart chart) {
        BufferedImage image =
                new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g2 = image.createGraphics();
        try {
            g2.scale(SCALE, SCALE);
            g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g2.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g2.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            chart.draw(g2, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        } finally {
            g2.dispose();
        }
        return image;
    }
}
