package org.quantoscope.ui.chart;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import org.jfree.chart.event.ChartProgressEvent;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.analysis.SalientMap;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where the salient weights of a matrix sit: a heat map of rows × columns with profiles at its
 * edges.
 *
 * <p>The wheel zooms, a drag zooms to a rectangle, a double click returns; a click chooses a row
 * and a column. Whoever owns it is told which window is on screen, and answers with a finer map.
 */
public final class DensityChart extends PlotPane {
    /** Colours of densities, as multiples of the tensor's mean: fixed, whatever the threshold. */
    static final HeatScale SCALE = new HeatScale(0, 8, HeatScale.Spacing.WIDE, false);

    private static final double CLOSER = 0.8;

    /** Fewer rows or columns are not zoomed to. */
    private static final double FEWEST = 4;

    private final DensityWords words;
    private final DensityPlot density;
    private final HomeAxes.Linear columns;
    private final HomeAxes.Linear rows;
    private final DensityImage image = new DensityImage();
    private final EdgeProfiles profiles = new EdgeProfiles();
    private final CellCursor cursor;
    private @Nullable SalientMap map;
    private MatrixWindow whole = new MatrixWindow(0, 1, 0, 1);
    private Optional<MatrixWindow> told = Optional.empty();
    private Consumer<MatrixWindow> onWindow = window -> {};
    private BiConsumer<Long, Long> onChoice = (row, column) -> {};

    /**
     * @param id of the canvas, for tests
     * @param words of the legend
     */
    public DensityChart(String id, DensityWords words) {
        this(id, words, new DensityPlot());
    }

    private DensityChart(String id, DensityWords words, DensityPlot density) {
        this(id, words, density, density.columns(), density.rows());
    }

    private DensityChart(
            String id,
            DensityWords words,
            DensityPlot density,
            HomeAxes.Linear columns,
            HomeAxes.Linear rows) {
        super(density, id);
        this.words = words;
        this.density = density;
        this.columns = columns;
        this.rows = rows;
        this.cursor = new CellCursor(columns, rows, this::plotArea);
        rows.setInverted(true);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(image);
        plot.addAnnotation(profiles);
        EdgeProfiles.makeRoom(plot);
        getChildren().add(cursor);
        viewer.getCanvas().setOnScroll(this::zoom);
        viewer.addEventFilter(MouseEvent.MOUSE_MOVED, this::hovered);
        viewer.addEventFilter(MouseEvent.MOUSE_EXITED, event -> cursor.leave());
        viewer.addEventFilter(MouseEvent.MOUSE_CLICKED, this::clicked);
        viewer.addEventHandler(
                KeyEvent.KEY_PRESSED, new DensityKeys(columns, rows, cursor, this::choose));
        viewer.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        cursor.leave();
                    }
                });
        chart.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                cursor.place();
                tellWindow();
            }
        });
        setPalette(Palette.LIGHT);
    }

    /** Told which window of the matrix is on screen when that changes. */
    public void setOnWindow(Consumer<MatrixWindow> listener) {
        onWindow = listener;
    }

    /** Told the row and column that were clicked, or chosen by Enter. */
    public void setOnChoice(BiConsumer<Long, Long> listener) {
        onChoice = listener;
    }

    /** Told what the cell under the mouse or the keyboard's cursor holds, or nothing. */
    public void setOnReading(Consumer<Optional<CellReading>> listener) {
        cursor.setListener(listener);
    }

    /**
     * Draws another map.
     *
     * @param matrix the whole matrix; the axes start over when it changes
     * @param meanDensity share of salient weights of the whole tensor
     * @param largest largest magnitude of the whole tensor
     * @param newSubject whether another tensor is shown
     */
    public void show(
            SalientMap next,
            MatrixWindow matrix,
            double meanDensity,
            float largest,
            boolean stale,
            boolean newSubject) {
        beginChange();
        map = next;
        image.show(next, meanDensity, largest, stale);
        profiles.show(next, stale);
        density.explain(
                Optional.of(next.weights().isPresent() ? words.weights() : words.densities()));
        if (newSubject || !whole.equals(matrix)) {
            whole = matrix;
            told = Optional.of(next.window());
            columns.setHome(new Range(0, Math.max(1, matrix.columns())));
            rows.setHome(new Range(0, Math.max(1, matrix.rows())));
            resetZoom();
        }
        cursor.read(next);
    }

    /** Shows an empty plot. */
    public void clear() {
        beginChange();
        map = null;
        image.show(null, 0, 0, false);
        profiles.show(null, false);
        density.explain(Optional.empty());
        cursor.read(null);
    }

    /** Shows a window of the matrix, or all of it, without telling that it does. */
    public void lookAt(Optional<MatrixWindow> wanted) {
        MatrixWindow next = wanted.map(it -> it.within(whole)).orElse(whole);
        if (map != null && !next.equals(window())) {
            beginChange();
            told = Optional.of(next);
            if (next.equals(whole)) {
                resetZoom();
            } else {
                columns.setRange(next.firstColumn(), next.endColumn());
                rows.setRange(next.firstRow(), next.endRow());
            }
        }
    }

    public void resetZoom() {
        columns.goHome();
        rows.goHome();
    }

    @Override
    void beforeDrawing() {
        columns.setTickLabelsVisible(map != null);
        rows.setTickLabelsVisible(map != null);
    }

    @Override
    void colour(Palette next) {
        if (image != null) {
            density.setPalette(next);
            image.setPalette(next);
            profiles.setPalette(next);
            cursor.setPalette(next);
        }
    }

    /** The window on screen, in whole rows and columns. */
    private MatrixWindow window() {
        return new MatrixWindow(
                        (long) Math.max(0, Math.floor(rows.getLowerBound())),
                        (long) Math.ceil(rows.getUpperBound()),
                        (int) Math.max(0, Math.floor(columns.getLowerBound())),
                        (int) Math.ceil(columns.getUpperBound()))
                .within(whole);
    }

    private void tellWindow() {
        if (map != null && !told.equals(Optional.of(window()))) {
            told = Optional.of(window());
            onWindow.accept(window());
        }
    }

    private void zoom(ScrollEvent event) {
        if (event.getDeltaY() != 0 && map != null) {
            zoomBy(
                    columns.java2DToValue(event.getX(), plotArea(), RectangleEdge.BOTTOM),
                    rows.java2DToValue(event.getY(), plotArea(), RectangleEdge.LEFT),
                    event.getDeltaY() > 0 ? CLOSER : 1 / CLOSER);
            event.consume();
        }
    }

    private void zoomBy(double column, double row, double factor) {
        DensityKeys.zoom(columns, column, factor, FEWEST);
        DensityKeys.zoom(rows, row, factor, FEWEST);
    }

    private void hovered(MouseEvent event) {
        if (plotArea().contains(event.getX(), event.getY())) {
            cursor.goTo(
                    columns.java2DToValue(event.getX(), plotArea(), RectangleEdge.BOTTOM),
                    rows.java2DToValue(event.getY(), plotArea(), RectangleEdge.LEFT));
        } else {
            cursor.leave();
        }
    }

    private void clicked(MouseEvent event) {
        if (event.getClickCount() == 2) {
            resetZoom();
        } else if (event.isStillSincePress() && plotArea().contains(event.getX(), event.getY())) {
            hovered(event);
            cursor.cell().ifPresent(this::choose);
        }
    }

    private void choose(CellReading cell) {
        onChoice.accept(cell.firstRow(), cell.firstColumn());
    }

    /** Of a map: what one of its cells holds. */
    static CellReading reading(SalientMap map, int row, int column) {
        return new CellReading(
                map.rowBorder(row),
                map.rowBorder(row + 1),
                map.columnBorder(column),
                map.columnBorder(column + 1),
                map.count(row, column),
                map.weights()
                        .map(it -> OptionalDouble.of(it[row * map.gridColumns() + column]))
                        .orElse(OptionalDouble.empty()));
    }
}
