package org.quantoscope.ui.chart;

import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

import org.jfree.chart.event.ChartProgressEvent;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A heat map on screen, whose cells are read under the mouse or a cursor that the keyboard moves,
 * and picked by click, by drag over several, or by key.
 *
 * <p>Colours follow the scale it is given and nothing else. Cells are named by their index in the
 * data.
 */
public final class HeatMapChart extends PlotPane {
    private final HeatMapPlot cells;
    private final Rectangle cursorFrame = new Rectangle();
    private final Rectangle brush = new Rectangle();
    private Consumer<OptionalInt> reading = cell -> {};
    private Consumer<Pick> picking = pick -> {};
    private HeatMapData data;
    private HeatScale scale = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);
    private Set<Integer> selected = Set.of();
    private int cursor = -1;

    /**
     * Cells that were picked.
     *
     * @param cells indices in the data
     * @param added whether they join what is selected already instead of taking its place
     */
    public record Pick(List<Integer> cells, boolean added) {}

    /**
     * @param id of the canvas, for tests
     */
    public HeatMapChart(String id) {
        this(new HeatMapPlot(), id);
    }

    private HeatMapChart(HeatMapPlot plot, String id) {
        super(plot, id);
        cells = plot;
        data = plot.data();
        Pane over = new Pane(cursorFrame, brush);
        over.setMouseTransparent(true);
        cursorFrame.setId(id + "-cursor");
        for (Rectangle frame : List.of(cursorFrame, brush)) {
            frame.setManaged(false);
            frame.setVisible(false);
        }
        cursorFrame.setFill(null);
        cursorFrame.setStrokeWidth(1.5);
        getChildren().add(over);
        new HeatMapMouse(this, brush).listen(viewer);
        new HeatMapKeys(this).listen(viewer);
        chart.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                placeCursor();
            }
        });
        setPalette(Palette.LIGHT);
    }

    /** Told which cell is read, or none. */
    public void setOnReading(Consumer<OptionalInt> listener) {
        reading = listener;
    }

    /** Told which cells were picked. */
    public void setOnPick(Consumer<Pick> listener) {
        picking = listener;
    }

    /** Draws cells in the colours of a scale. */
    public void show(HeatMapData next, HeatScale with, Set<Integer> marked) {
        beginChange();
        boolean sameCells =
                next.rows().equals(data.rows())
                        && next.columns().equals(data.columns())
                        && next.cells().size() == data.cells().size();
        data = next;
        scale = with;
        selected = marked;
        if (!sameCells) {
            cursor = -1;
        }
        cells.show(data, scale, selected);
    }

    HeatMapData data() {
        return data;
    }

    /** The cell that is read; −1 where none is. */
    int cursor() {
        return cursor;
    }

    Set<Integer> selected() {
        return selected;
    }

    /** Reads a cell, or with −1 none. */
    void read(int cell) {
        if (cell != cursor) {
            cursor = cell;
            placeCursor();
            tell();
        }
    }

    /** Tells again what is read, because values have changed. */
    public void tell() {
        reading.accept(cursor < 0 ? OptionalInt.empty() : OptionalInt.of(cursor));
    }

    void pick(List<Integer> picked, boolean added) {
        if (!picked.isEmpty()) {
            picking.accept(new Pick(picked, added));
        }
    }

    int cellAt(double x, double y) {
        return cells.cellAt(x, y, plotArea());
    }

    int cellIn(int row, int column) {
        return cells.cellIn(row, column);
    }

    /** Cells that a rectangle on screen touches, in the order of the data. */
    List<Integer> cellsIn(Rectangle2D area) {
        Rectangle2D drawn = plotArea();
        return IntStream.range(0, data.cells().size())
                .filter(cell -> cells.place(cell, drawn).intersects(area))
                .boxed()
                .toList();
    }

    /** Where a cell is on screen, from the pane's upper left. */
    Rectangle2D placeOf(int cell) {
        return cells.place(cell, plotArea());
    }

    private void placeCursor() {
        cursorFrame.setVisible(cursor >= 0 && cursor < data.cells().size());
        if (cursorFrame.isVisible()) {
            Rectangle2D place = placeOf(cursor);
            cursorFrame.setX(place.getX());
            cursorFrame.setY(place.getY());
            cursorFrame.setWidth(place.getWidth());
            cursorFrame.setHeight(place.getHeight());
        }
    }

    @Override
    void colour(Palette next) {
        cells.setPalette(next);
        java.awt.Color text = next.text();
        Color line = Color.rgb(text.getRed(), text.getGreen(), text.getBlue());
        cursorFrame.setStroke(line);
        cursorFrame.getStrokeDashArray().setAll(4.0, 3.0);
        brush.setStroke(line);
        brush.setFill(line.deriveColor(0, 1, 1, 0.15));
    }
}
