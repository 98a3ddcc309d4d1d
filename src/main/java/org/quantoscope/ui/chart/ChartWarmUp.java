package org.quantoscope.ui.chart;

import javafx.scene.canvas.Canvas;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.fx.FXGraphics2D;
import org.quantoscope.ui.text.Texts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Draws a small chart that nobody sees, so that the first page a user turns to does not stand still
 * while classes are loaded, fonts are read and text is laid out for the first time.
 *
 * <p>Runs on any thread: its canvas is never part of a window.
 */
public final class ChartWarmUp implements Runnable {
    private static final int ROUNDS = 40;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 250;

    @Override
    public void run() {
        CanvasChart chart = new CanvasChart(plot());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < ROUNDS; i++) {
            // A canvas outside a window keeps all it was told, so each round has its own.
            Canvas canvas = new Canvas(WIDTH, HEIGHT);
            Graphics2D g2 = new FXGraphics2D(canvas.getGraphicsContext2D());
            chart.draw(g2, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), null, null);
            g2.drawImage(image, 0, 0, null);
        }
    }

    private static XYPlot plot() {
        XYSeries line = new XYSeries("");
        for (int i = 0; i < 256; i++) {
            line.add(i / 256.0, Math.sin(i));
        }
        NumberAxis domain = new NumberAxis("weight");
        NumberAxis range = new NumberAxis(Texts.text("axis.count"));
        PlotPane.dress(domain, Palette.LIGHT);
        PlotPane.dress(range, Palette.LIGHT);
        return new XYPlot(
                new XYSeriesCollection(line), domain, range, new XYLineAndShapeRenderer());
    }
}
