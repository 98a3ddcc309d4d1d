package org.quantoscope.ui.chart;

import javafx.scene.canvas.Canvas;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.fx.FXGraphics2D;
import org.quantoscope.analysis.SalientMap;
import org.quantoscope.ui.text.Texts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws small charts that nobody sees, so that the first page a user turns to does not stand still
 * while classes are loaded, fonts are read, text is laid out for the first time, and the loops over
 * cells and pixels are interpreted.
 *
 * <p>Runs on any thread: its canvas is never part of a window.
 */
public final class ChartWarmUp implements Runnable {
    private static final int ROUNDS = 40;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 250;

    /** Rows and columns of the map of salient weights. */
    private static final int SIDE = 256;

    /** Layers and roles of the model's map. */
    private static final int LAYERS = 24;

    private static final int ROLES = 8;

    @Override
    public void run() {
        List<CanvasChart> charts =
                Stream.of(lines(), cells(), density()).map(CanvasChart::new).toList();
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < ROUNDS; i++) {
            for (CanvasChart chart : charts) {
                // A canvas outside a window keeps all it was told, so each round has its own.
                Canvas canvas = new Canvas(WIDTH, HEIGHT);
                Graphics2D g2 = new FXGraphics2D(canvas.getGraphicsContext2D());
                chart.draw(g2, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), null, null);
                g2.drawImage(image, 0, 0, null);
            }
        }
    }

    private static XYPlot lines() {
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

    private static XYPlot cells() {
        HeatMapPlot plot = new HeatMapPlot();
        List<HeatMapData.Cell> cells =
                IntStream.range(0, LAYERS * ROLES)
                        .mapToObj(i ->
                                new HeatMapData.Cell(
                                        i / ROLES,
                                        i % ROLES,
                                        HeatMapData.Kind.values()[i % 4],
                                        (double) i / (LAYERS * ROLES),
                                        i % 8 == 0,
                                        Integer.toString(i)))
                        .toList();
        plot.show(
                new HeatMapData(
                        IntStream.range(0, ROLES).mapToObj(Integer::toString).toList(),
                        "",
                        IntStream.range(0, LAYERS).mapToObj(Integer::toString).toList(),
                        LAYERS,
                        cells,
                        HeatMapData.none().legend()),
                new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false),
                Set.of(0));
        return plot;
    }

    private static XYPlot density() {
        SalientMap map = SalientMap.example(SIDE);
        DensityImage image = new DensityImage();
        image.setPalette(Palette.LIGHT);
        image.show(map, 1, 1, false);
        DensityPlot plot = new DensityPlot();
        plot.columns().setHome(new Range(0, SIDE));
        plot.rows().setHome(new Range(0, SIDE));
        plot.columns().goHome();
        plot.rows().goHome();
        plot.addAnnotation(image);
        return plot;
    }
}
