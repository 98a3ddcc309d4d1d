package org.quantoscope.ui.chart;

import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.SalientMap;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The cell of a density map that is read: a cross of two thin lines, which the mouse moves and the
 * keyboard steps cell by cell.
 */
final class CellCursor extends Pane {
    private final ValueAxis columns;
    private final ValueAxis rows;
    private final Supplier<Rectangle2D> area;
    private final Line upright = new Line();
    private final Line level = new Line();
    private @Nullable SalientMap map;
    private Consumer<Optional<CellReading>> listener = reading -> {};
    private boolean shown;
    private double column;
    private double row;

    /**
     * @param area where the plot was drawn last
     */
    CellCursor(ValueAxis columns, ValueAxis rows, Supplier<Rectangle2D> area) {
        this.columns = columns;
        this.rows = rows;
        this.area = area;
        setMouseTransparent(true);
        for (Line line : List.of(upright, level)) {
            line.setManaged(false);
            line.setVisible(false);
            getChildren().add(line);
        }
    }

    /** Told what the cell holds, or nothing when none is read. */
    void setListener(Consumer<Optional<CellReading>> told) {
        listener = told;
    }

    void read(@Nullable SalientMap next) {
        map = next;
    }

    boolean isShown() {
        return shown;
    }

    /** Reads the cell at a place of the matrix. */
    void goTo(double atColumn, double atRow) {
        column = atColumn;
        row = atRow;
        shown = map != null;
        place();
    }

    /** Goes on by some cells, from the middle of what is on screen where none is read yet. */
    void step(int byColumns, int byRows) {
        if (map == null) {
            return;
        }
        double wide = Math.max(1, (double) map.window().columns() / map.gridColumns());
        double high = Math.max(1, (double) map.window().rows() / map.gridRows());
        double fromColumn = shown ? column : columns.getRange().getCentralValue();
        double fromRow = shown ? row : rows.getRange().getCentralValue();
        goTo(
                Math.clamp(
                        fromColumn + (shown ? byColumns * wide : 0),
                        columns.getLowerBound(),
                        Math.nextDown(columns.getUpperBound())),
                Math.clamp(
                        fromRow + (shown ? byRows * high : 0),
                        rows.getLowerBound(),
                        Math.nextDown(rows.getUpperBound())));
    }

    void leave() {
        shown = false;
        place();
    }

    double column() {
        return shown ? column : columns.getRange().getCentralValue();
    }

    double row() {
        return shown ? row : rows.getRange().getCentralValue();
    }

    /** The cell that is read. */
    Optional<CellReading> cell() {
        SalientMap of = map;
        if (of == null || !shown || of.cells().length == 0) {
            return Optional.empty();
        }
        int gridRow =
                (int)
                        Math.floor(
                                (row - of.window().firstRow())
                                        * of.gridRows()
                                        / of.window().rows());
        int gridColumn =
                (int)
                        Math.floor(
                                (column - of.window().firstColumn())
                                        * of.gridColumns()
                                        / of.window().columns());
        boolean inside =
                gridRow >= 0
                        && gridRow < of.gridRows()
                        && gridColumn >= 0
                        && gridColumn < of.gridColumns();
        return inside
                ? Optional.of(DensityChart.reading(of, gridRow, gridColumn))
                : Optional.empty();
    }

    /** Puts the cross where its cell is drawn now, and tells what the cell holds. */
    void place() {
        boolean visible =
                shown && columns.getRange().contains(column) && rows.getRange().contains(row);
        upright.setVisible(visible);
        level.setVisible(visible);
        if (visible) {
            Rectangle2D plot = area.get();
            double x = columns.valueToJava2D(column, plot, RectangleEdge.BOTTOM);
            double y = rows.valueToJava2D(row, plot, RectangleEdge.LEFT);
            upright.setStartX(x);
            upright.setEndX(x);
            upright.setStartY(plot.getMinY());
            upright.setEndY(plot.getMaxY());
            level.setStartX(plot.getMinX());
            level.setEndX(plot.getMaxX());
            level.setStartY(y);
            level.setEndY(y);
        }
        listener.accept(visible ? cell() : Optional.empty());
    }

    void setPalette(Palette palette) {
        // Over the dark colours of the map in both themes.
        upright.setStroke(Color.rgb(255, 255, 255, 0.55));
        level.setStroke(Color.rgb(255, 255, 255, 0.55));
    }
}
