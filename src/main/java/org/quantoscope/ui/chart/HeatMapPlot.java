package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYItemRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.DefaultXYDataset;
import org.jspecify.annotations.Nullable;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Set;

/** Cells in rows and columns with the legend of their scale below. */
final class HeatMapPlot extends XYPlot {
    private static final long serialVersionUID = 1L;

    private final BandAxis columns;
    private final BandAxis rows;
    private transient HeatMapData data = HeatMapData.none();
    private transient HeatScale scale = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);
    private transient Palette palette = Palette.LIGHT;
    private transient Set<Integer> selected = Set.of();

    HeatMapPlot() {
        this(new BandAxis(false), new BandAxis(true));
    }

    private HeatMapPlot(BandAxis columns, BandAxis rows) {
        super(new DefaultXYDataset(), columns, rows, new StandardXYItemRenderer());
        this.columns = columns;
        this.rows = rows;
        setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
        setDomainGridlinesVisible(false);
        setRangeGridlinesVisible(false);
        setDomainZeroBaselineVisible(false);
    }

    void show(HeatMapData next, HeatScale with, Set<Integer> marked) {
        data = next;
        scale = with;
        selected = Set.copyOf(marked);
        columns.show(next.columns(), next.columns().size());
        rows.show(next.rows(), next.detached());
        rows.setLabel(next.cells().isEmpty() ? null : next.rowsTitle());
        boolean some = !next.cells().isEmpty();
        columns.setTickLabelsVisible(some);
        rows.setTickLabelsVisible(some);
    }

    void setPalette(Palette value) {
        palette = value;
    }

    HeatMapData data() {
        return data;
    }

    /** Where a cell is drawn in an area of data. */
    Rectangle2D place(int cell, Rectangle2D area) {
        HeatMapData.Cell at = data.cells().get(cell);
        double x = columns.middle(at.column());
        double y = rows.middle(at.row());
        double half = rows.width(at.row()) / 2;
        double left = columns.valueToJava2D(x - 0.5, area, RectangleEdge.TOP);
        double right = columns.valueToJava2D(x + 0.5, area, RectangleEdge.TOP);
        double top = rows.valueToJava2D(y - half, area, RectangleEdge.LEFT);
        double bottom = rows.valueToJava2D(y + half, area, RectangleEdge.LEFT);
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    /** The cell at a point of an area of data; −1 where there is none. */
    int cellAt(double x, double y, Rectangle2D area) {
        if (!area.contains(x, y)) {
            return -1;
        }
        int column = columns.band(columns.java2DToValue(x, area, RectangleEdge.TOP));
        int row = rows.band(rows.java2DToValue(y, area, RectangleEdge.LEFT));
        return cellIn(row, column);
    }

    /** The cell of a row and a column; −1 where there is none. */
    int cellIn(int row, int column) {
        for (int i = 0; i < data.cells().size(); i++) {
            HeatMapData.Cell cell = data.cells().get(i);
            if (cell.row() == row && cell.column() == column) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void draw(
            Graphics2D g2,
            Rectangle2D area,
            @Nullable Point2D anchor,
            @Nullable PlotState state,
            @Nullable PlotRenderingInfo info) {
        if (data.cells().isEmpty()) {
            super.draw(g2, area, anchor, state, info);
            return;
        }
        double height = HeatLegend.HEIGHT;
        super.draw(
                g2,
                new Rectangle2D.Double(
                        area.getX(),
                        area.getY(),
                        area.getWidth(),
                        Math.max(1, area.getHeight() - height)),
                anchor,
                state,
                info);
        new HeatLegend(data, scale, palette)
                .draw(
                        g2,
                        new Rectangle2D.Double(
                                area.getX() + 14,
                                area.getMaxY() - height,
                                area.getWidth() - 28,
                                height));
    }

    @Override
    public boolean render(
            Graphics2D g2,
            Rectangle2D area,
            int index,
            @Nullable PlotRenderingInfo info,
            @Nullable CrosshairState crosshair) {
        CellPainter painter = new CellPainter(g2, scale, palette);
        for (int i = 0; i < data.cells().size(); i++) {
            painter.draw(data.cells().get(i), place(i, area));
        }
        painter.finish();
        for (int i = 0; i < data.cells().size(); i++) {
            painter.label(data.cells().get(i), place(i, area));
        }
        for (int i : selected) {
            if (i < data.cells().size()) {
                painter.outline(place(i, area));
            }
        }
        return true;
    }
}
