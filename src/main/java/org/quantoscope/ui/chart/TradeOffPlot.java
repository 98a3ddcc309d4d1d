package org.quantoscope.ui.chart;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.ui.text.Texts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Error against stored bits: the lower left is better, the control is the line to beat. */
final class TradeOffPlot {
    private static final Shape[] MARKS = {
        new Ellipse2D.Double(-3.5, -3.5, 7, 7),
        new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
        polygon(0, -4.4, 4.2, 3, -4.2, 3),
        polygon(0, -4.4, 4.4, 0, 0, 4.4, -4.4, 0),
        polygon(0, 4.4, 4.2, -3, -4.2, -3)
    };

    private static final DecimalFormatSymbols DIGITS =
            DecimalFormatSymbols.getInstance(Locale.ROOT);

    private TradeOffPlot() {}

    /** A still of what {@link TradeOffChart} shows. */
    static XYPlot of(TradeOffData data, Palette palette) {
        XYSeriesCollection dataset = new XYSeriesCollection();
        TradeOffMarks marks = new TradeOffMarks(dataset);
        NumberAxis loss =
                data.loss().isLogarithmic()
                        ? new ErrorAxis(data.lossLabel())
                        : numberAxis(data.lossLabel());
        XYPlot plot = new XYPlot(dataset, numberAxis(data.costLabel()), loss, marks.renderer());
        PlotStyle.apply(plot, palette);
        marks.show(data, palette);
        fit(plot, dataset);
        return plot;
    }

    /** One line per family with its α written beside it. */
    static XYPlot of(TradeOff tradeOff, TradeOffAxis loss, Palette palette) {
        XYSeriesCollection dataset = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        List<TradeOff.Line> lines = tradeOff.lines();
        long methods = lines.stream().filter(line -> !line.control()).count();
        XYPlot plot =
                new XYPlot(
                        dataset,
                        numberAxis(Texts.text("tradeoff.axis.bits.label")),
                        new ErrorAxis(Texts.text("tradeoff.axis." + loss.key() + ".label")),
                        renderer);
        PlotStyle.apply(plot, palette);
        List<PointLabels.Label> labels = new ArrayList<>();
        int method = 0;
        int controls = 0;
        for (int i = 0; i < lines.size(); i++) {
            TradeOff.Line line = lines.get(i);
            dataset.addSeries(series(line, loss, i));
            Color color =
                    line.control()
                            ? palette.control()
                            : shade(palette, method, Math.max(2, (int) methods));
            style(
                    renderer,
                    i,
                    color,
                    line.control(),
                    line.control() ? (controls == 0 ? 0 : 4) : method + 1);
            if (line.control() && controls++ > 0) {
                renderer.setSeriesStroke(i, TradeOffMarks.DASHED);
            }
            if (!line.control()) {
                labels.addAll(alphas(line, loss, color));
                method++;
            }
        }
        fit(plot, dataset);
        plot.addAnnotation(new PointLabels(labels));
        return plot;
    }

    static NumberAxis numberAxis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        return axis;
    }

    private static XYSeries series(TradeOff.Line line, TradeOffAxis loss, int index) {
        String name =
                line.control() ? Texts.text("picture.tradeoff.control", line.name()) : line.name();
        // Two lines may have one name; the key must differ all the same.
        XYSeries series = new XYSeries(name + "\u200b".repeat(index), false, true);
        for (TradeOff.Point point : line.points()) {
            if (isDrawn(point, loss)) {
                series.add(point.model().bitsStored(), Math.log10(loss.of(point.model())));
            }
        }
        return series;
    }

    private static boolean isDrawn(TradeOff.Point point, TradeOffAxis loss) {
        double value = loss.of(point.model());
        return value > 0 && Double.isFinite(value);
    }

    private static void style(
            XYLineAndShapeRenderer renderer, int series, Color color, boolean control, int mark) {
        renderer.setSeriesPaint(series, color);
        renderer.setSeriesStroke(series, new BasicStroke(control ? 2.2f : 1.8f));
        renderer.setSeriesShape(series, MARKS[mark % MARKS.length]);
    }

    /** One hue for what a specification makes, from light to dark over the lines. */
    private static Color shade(Palette palette, int index, int count) {
        float[] hsb = new float[3];
        Color after = palette.after();
        Color.RGBtoHSB(after.getRed(), after.getGreen(), after.getBlue(), hsb);
        float part = (float) index / (count - 1);
        return Color.getHSBColor(
                hsb[0] - 0.03f * part + 0.015f,
                hsb[1],
                Math.min(1, hsb[2] * (1.2f - 0.65f * part)));
    }

    /** The ends of a line, then its middle: what is said first finds room first. */
    private static List<PointLabels.Label> alphas(
            TradeOff.Line line, TradeOffAxis loss, Color color) {
        List<TradeOff.Point> points =
                line.points().stream().filter(point -> isDrawn(point, loss)).toList();
        int last = points.size() - 1;
        return IntStream.of(0, last, points.size() / 2)
                .distinct()
                .filter(i -> i >= 0)
                .mapToObj(i -> alpha(points.get(i), loss, color))
                .toList();
    }

    private static PointLabels.Label alpha(TradeOff.Point point, TradeOffAxis loss, Color color) {
        double percent = 100 * point.spec().alpha().value();
        return new PointLabels.Label(
                "α " + new DecimalFormat("0.##", DIGITS).format(percent) + " %",
                point.model().bitsStored(),
                Math.log10(loss.of(point.model())),
                color);
    }

    private static void fit(XYPlot plot, XYSeriesCollection dataset) {
        Range bits = dataset.getDomainBounds(false);
        Range error = dataset.getRangeBounds(false);
        if (bits != null && error != null) {
            plot.getDomainAxis().setRange(bits.getLowerBound() - 0.15, bits.getUpperBound() + 0.15);
            plot.getRangeAxis().setRange(error.getLowerBound() - 0.15, error.getUpperBound() + 0.1);
        }
    }

    private static Shape polygon(double... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }
}
