package org.quantoscope.ui.chart;

import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;
import org.quantoscope.analysis.Histogram;
import org.quantoscope.ui.text.Texts;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/** The distribution chart as a still: fixed axes, a legend, the threshold marked. */
final class DistributionPlot {
    private static final Shape SWATCH = new Rectangle2D.Double(-7, -5, 14, 10);
    private static final Shape BAR = new Rectangle2D.Double(-8, -1.2, 16, 2.4);

    private DistributionPlot() {}

    /** Pixels of the data area of a picture, about. */
    private static final double USUAL_WIDTH = 600;

    static XYPlot of(DistributionData data, Palette palette) {
        CurveDataset dataset = new CurveDataset();
        dataset.show(DistributionChart.curves(data));
        CurveRenderer renderer = new CurveRenderer();
        renderer.setPalette(palette);
        HomeAxes.Linear weights = HomeAxes.Linear.ofWeights(Texts.text("axis.weight"));
        HomeAxes.Logarithmic counts = new HomeAxes.Logarithmic(Texts.text("axis.count.log"));
        Histogram before = data.before();
        double low = before.edge(0);
        double high = before.edge(before.bins());
        double margin = low < high ? 0.02 * (high - low) : Math.max(1e-3, Math.abs(low) * 0.1);
        weights.setRange(new Range(low - margin, high + margin));
        counts.setRange(new Range(0.7, 2.5 * Math.max(4, data.peak())));
        XYPlot plot = new XYPlot(dataset, weights, counts, renderer);
        PlotStyle.apply(plot, palette);
        plot.setDomainGridlinesVisible(false);
        SalientStrip.makeRoom(plot);
        ThresholdMarks.show(plot, data.threshold(), palette);
        ThresholdMarks.fit(plot, USUAL_WIDTH);
        plot.setFixedLegendItems(legend(data, palette));
        return plot;
    }

    private static LegendItemCollection legend(DistributionData data, Palette palette) {
        LegendItemCollection items = new LegendItemCollection();
        items.add(item(Texts.text("chart.before"), SWATCH, Palette.faded(palette.before(), 140)));
        if (data.salient().isPresent()) {
            items.add(item(Texts.text("picture.salient"), SWATCH, palette.salient()));
        }
        items.add(item(Texts.text("chart.after"), BAR, palette.after()));
        if (data.held().isPresent()) {
            items.add(item(Texts.text("picture.held"), BAR, palette.held()));
        }
        if (data.control().isPresent()) {
            items.add(item(Texts.text("picture.control"), BAR, palette.control()));
        }
        return items;
    }

    private static LegendItem item(String label, Shape shape, Color color) {
        return new LegendItem(label, null, null, null, shape, color);
    }
}
