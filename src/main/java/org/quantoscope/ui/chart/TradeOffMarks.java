package org.quantoscope.ui.chart;

import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.ui.text.Texts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The lines and marks of a trade-off chart, one series each. */
final class TradeOffMarks {
    private static final Shape[] SHAPES = {
        new Ellipse2D.Double(-3.4, -3.4, 6.8, 6.8),
        new Rectangle2D.Double(-3, -3, 6, 6),
        diamond(4.2),
        triangle(4.2)
    };

    private static final Shape RING = new Ellipse2D.Double(-6, -6, 12, 12);
    private static final Shape CROSS = cross(6.5, 1.6);
    private static final Shape TILTED =
            AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(cross(8.5, 1.4));
    private static final Stroke SOLID = new BasicStroke(1.8f);
    static final Stroke DASHED =
            new BasicStroke(
                    1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    private final XYSeriesCollection dataset;
    private final Renderer renderer = new Renderer();

    /** Fades what comes from some rows only, point by point. */
    private static final class Renderer extends XYLineAndShapeRenderer {
        private static final long serialVersionUID = 1L;
        private static final int FAINT = 110;

        /** Per series the items that are estimates. */
        private final transient List<BitSet> estimates = new ArrayList<>();

        Renderer() {
            super(true, true);
        }

        @Override
        public Paint getItemPaint(int series, int item) {
            Paint paint = super.getItemPaint(series, item);
            return series < estimates.size()
                            && estimates.get(series).get(item)
                            && paint instanceof Color color
                    ? Palette.faded(color, FAINT)
                    : paint;
        }
    }

    TradeOffMarks(XYSeriesCollection dataset) {
        this.dataset = dataset;
    }

    XYLineAndShapeRenderer renderer() {
        return renderer;
    }

    void show(TradeOffData data, Palette palette) {
        dataset.removeAllSeries();
        renderer.clearSeriesPaints(false);
        renderer.estimates.clear();
        // The last method has the colour as it is and a solid line, and so has the first control.
        int methods = (int) data.lines().stream().filter(line -> !line.control()).count();
        int controls = 0;
        for (TradeOff.Line line : data.lines()) {
            int number = line.control() ? controls++ : --methods;
            Color color = line.control() ? palette.control() : shade(palette, number);
            Shape shape = SHAPES[(line.control() ? number + 2 : number) % SHAPES.length];
            String name =
                    line.control()
                            ? Texts.text("picture.tradeoff.control", line.name())
                            : line.name();
            int front = add(name, data.frontOf(line), data);
            style(front, color, shape, true);
            renderer.setSeriesStroke(front, number == 0 ? SOLID : DASHED);
            int all = add(Texts.text("picture.tradeoff.all", name), data.drawn(line), data);
            style(all, color, shape, false);
            renderer.setSeriesVisibleInLegend(all, false);
            renderer.setSeriesShapesFilled(all, false);
        }
        int front = add(Texts.text("picture.tradeoff.front"), data.front(), data);
        style(front, palette.text(), RING, false);
        renderer.setSeriesShapesFilled(front, false);
        data.held()
                .ifPresent(it ->
                        mark(
                                Texts.text("picture.tradeoff.held"),
                                it,
                                data,
                                palette.held(),
                                TILTED));
        data.present()
                .ifPresent(it ->
                        mark(
                                Texts.text("picture.tradeoff.present"),
                                it,
                                data,
                                palette.text(),
                                CROSS));
    }

    private void mark(
            String name, TradeOff.Cost cost, TradeOffData data, Color color, Shape shape) {
        if (data.isDrawn(cost)) {
            XYSeries series = new XYSeries(name, false, true);
            series.add(data.x(cost), data.y(cost));
            int at = dataset.getSeriesCount();
            dataset.addSeries(series);
            style(at, color, shape, false);
        }
    }

    /** Two methods must be told apart within the colour of what a specification makes. */
    private static Color shade(Palette palette, int number) {
        Color after = palette.after();
        float[] hsb = Color.RGBtoHSB(after.getRed(), after.getGreen(), after.getBlue(), null);
        return number == 0
                ? after
                : Color.getHSBColor(
                        Math.min(0.14f, hsb[0] + 0.045f),
                        hsb[1] * 0.85f,
                        Math.min(1, hsb[2] * 1.1f));
    }

    private int add(String name, List<TradeOff.Point> points, TradeOffData data) {
        // Two lines may have one name; the key must differ all the same.
        XYSeries series =
                new XYSeries(name + "\u200b".repeat(dataset.getSeriesCount()), false, true);
        BitSet estimates = new BitSet();
        for (TradeOff.Point point : points) {
            estimates.set(series.getItemCount(), point.estimate());
            series.add(data.x(point.model()), data.y(point.model()));
        }
        renderer.estimates.add(estimates);
        dataset.addSeries(series);
        return dataset.getSeriesCount() - 1;
    }

    private void style(int series, Color color, Shape shape, boolean line) {
        renderer.setSeriesPaint(series, color);
        renderer.setSeriesShape(series, shape);
        renderer.setSeriesShapesVisible(series, true);
        renderer.setSeriesShapesFilled(series, true);
        renderer.setSeriesLinesVisible(series, line);
        renderer.setSeriesVisibleInLegend(series, true);
    }

    private static Shape diamond(double r) {
        return polygon(0, -r, r, 0, 0, r, -r, 0);
    }

    private static Shape triangle(double r) {
        return polygon(0, -r, r, 0.7 * r, -r, 0.7 * r);
    }

    private static Shape cross(double r, double half) {
        return polygon(
                -r, -half, -half, -half, -half, -r, half, -r, half, -half, r, -half, r, half, half,
                half, half, r, -half, r, -half, half, -r, half);
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
