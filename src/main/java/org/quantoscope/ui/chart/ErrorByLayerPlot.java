package org.quantoscope.ui.chart;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.quantoscope.ui.text.Texts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** SQNR over the layers, a line per role of tensors; several of one role and layer stand apart. */
final class ErrorByLayerPlot {
    /** Told apart by colour-blind eyes, on white and on black (after Okabe and Ito). */
    private static final List<Color> COLORS =
            List.of(
                    new Color(0x0072b2),
                    new Color(0xd55e00),
                    new Color(0x009e73),
                    new Color(0xcc79a7),
                    new Color(0x56b4e9),
                    new Color(0xe69f00),
                    new Color(0x8a8a8a));

    private ErrorByLayerPlot() {}

    static XYPlot of(List<LayerError> errors, Palette palette) {
        Map<String, XYSeries> byRole = new TreeMap<>();
        for (LayerError error : errors) {
            if (Double.isFinite(error.sqnrDb())) {
                byRole.computeIfAbsent(error.role(), XYSeries::new)
                        .add(error.layer(), error.sqnrDb());
            }
        }
        XYSeriesCollection dataset = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        byRole.values().forEach(dataset::addSeries);
        for (int i = 0; i < dataset.getSeriesCount(); i++) {
            renderer.setSeriesPaint(i, COLORS.get(i % COLORS.size()));
            renderer.setSeriesStroke(i, new BasicStroke(1.8f));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-3, -3, 6, 6));
        }
        NumberAxis layers = new NumberAxis(Texts.text("axis.layer"));
        layers.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        layers.setAutoRangeIncludesZero(false);
        NumberAxis sqnr = new NumberAxis(Texts.text("axis.sqnr"));
        sqnr.setAutoRangeIncludesZero(false);
        sqnr.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        XYPlot plot = new XYPlot(dataset, layers, sqnr, renderer);
        PlotStyle.apply(plot, palette);
        return plot;
    }
}
