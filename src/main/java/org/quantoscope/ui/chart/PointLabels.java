package org.quantoscope.ui.chart;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Short texts beside points of a line chart, each where it covers no line, no mark and no other
 * text; a text without such a place is left out, so the more important ones come first.
 */
final class PointLabels extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    /** Half the side of a mark, with some air. */
    private static final double MARK = 6;

    /** Directions in which a place is sought: below left first, where the lines are not. */
    private static final double[][] SIDES = {
        {-1, 1}, {-1, 0}, {0, 1}, {0, -1}, {1, -1}, {-1, -1}, {1, 0}, {1, 1}
    };

    private static final double[] DISTANCES = {6, 10};

    /**
     * One text.
     *
     * @param x of the point, in the chart's units
     * @param y of the point, in the chart's units
     */
    record Label(String text, double x, double y, Color color) {}

    private final transient List<Label> labels;

    PointLabels(List<Label> labels) {
        this.labels = List.copyOf(labels);
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
        g2.setFont(FONT);
        FontMetrics metrics = g2.getFontMetrics();
        List<Line2D> lines = new ArrayList<>();
        List<Rectangle2D> taken = new ArrayList<>();
        drawn(plot, area, domain, range, lines, taken);
        for (Label label : labels) {
            Point2D at = position(plot, area, domain, range, label.x(), label.y());
            double width = metrics.stringWidth(label.text());
            double height = metrics.getAscent() + metrics.getDescent();
            place(at, width, height, area, lines, taken)
                    .ifPresent(place -> {
                        taken.add(place);
                        g2.setPaint(label.color());
                        g2.drawString(
                                label.text(),
                                (float) place.getX(),
                                (float) (place.getY() + metrics.getAscent()));
                    });
        }
    }

    /**
     * A free place for a text of that size beside a point, in pixels; empty where there is none.
     */
    static Optional<Rectangle2D> place(
            Point2D at,
            double width,
            double height,
            Rectangle2D area,
            List<Line2D> lines,
            List<Rectangle2D> taken) {
        return places(at, width, height).stream()
                .filter(place -> area.contains(place) && isFree(place, lines, taken))
                .findFirst();
    }

    /** The lines and marks of every series, in pixels. */
    private static void drawn(
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            List<Line2D> lines,
            List<Rectangle2D> marks) {
        XYDataset dataset = plot.getDataset();
        for (int series = 0; series < dataset.getSeriesCount(); series++) {
            for (int item = 0; item < dataset.getItemCount(series); item++) {
                Point2D at = position(plot, area, domain, range, dataset, series, item);
                marks.add(
                        new Rectangle2D.Double(
                                at.getX() - MARK, at.getY() - MARK, 2 * MARK, 2 * MARK));
                if (item > 0) {
                    lines.add(
                            new Line2D.Double(
                                    position(plot, area, domain, range, dataset, series, item - 1),
                                    at));
                }
            }
        }
    }

    private static Point2D position(
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item) {
        return position(
                plot,
                area,
                domain,
                range,
                dataset.getXValue(series, item),
                dataset.getYValue(series, item));
    }

    private static Point2D position(
            XYPlot plot, Rectangle2D area, ValueAxis domain, ValueAxis range, double x, double y) {
        return new Point2D.Double(
                domain.valueToJava2D(x, area, plot.getDomainAxisEdge()),
                range.valueToJava2D(y, area, plot.getRangeAxisEdge()));
    }

    private static List<Rectangle2D> places(Point2D at, double width, double height) {
        List<Rectangle2D> places = new ArrayList<>();
        for (double distance : DISTANCES) {
            for (double[] side : SIDES) {
                double centreX = at.getX() + side[0] * (distance + width / 2);
                double centreY = at.getY() + side[1] * (distance + height / 2);
                places.add(
                        new Rectangle2D.Double(
                                centreX - width / 2, centreY - height / 2, width, height));
            }
        }
        return places;
    }

    private static boolean isFree(Rectangle2D place, List<Line2D> lines, List<Rectangle2D> taken) {
        return lines.stream().noneMatch(line -> line.intersects(place))
                && taken.stream().noneMatch(other -> other.intersects(place));
    }
}
