package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Optional;

/**
 * Finds where the salient weights of a tensor sit: one pass over the rows of a window.
 *
 * <p>Counts are whole numbers, so the result does not depend on the number of threads.
 */
public final class SalientMapper {
    private final Kernels kernels;
    private final WorkerPool pool;

    public SalientMapper(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * @param threshold weights with |w| &gt; T are salient; finite
     * @param window within the tensor
     * @param mostRows most rows of the grid
     * @param mostColumns most columns of the grid
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public SalientMap map(
            TensorView view,
            float threshold,
            MatrixWindow window,
            int mostRows,
            int mostColumns,
            Cancellation cancellation) {
        RowReader reader = new RowReader(view, kernels);
        Counts counts = new Counts(window, mostRows, mostColumns);
        new RowSlices(reader, window.firstRow(), window.endRow())
                .forEach(
                        pool,
                        cancellation,
                        slice -> new Visitor(counts, threshold, reader.columns()));
        return new SalientMap(
                view.info(),
                threshold,
                window,
                counts.gridRows,
                counts.gridColumns,
                counts.cells,
                counts.ofRows,
                counts.ofColumns,
                Optional.ofNullable(counts.values));
    }

    /** What all slices write to: each its own rows, cells and columns under a lock. */
    private static final class Counts {
        private final MatrixWindow window;
        private final int gridRows;
        private final int gridColumns;
        private final int[] cells;
        private final int[] ofRows;
        private final int[] ofColumns;
        private final int[] cellOfColumn;
        private final float @org.jspecify.annotations.Nullable [] values;

        Counts(MatrixWindow window, int mostRows, int mostColumns) {
            this.window = window;
            this.gridRows = (int) Math.min(mostRows, window.rows());
            this.gridColumns = Math.min(mostColumns, window.columns());
            this.cells = new int[Math.multiplyExact(gridRows, gridColumns)];
            this.ofRows = new int[Math.toIntExact(window.rows())];
            this.ofColumns = new int[window.columns()];
            this.cellOfColumn = new int[window.columns()];
            for (int i = 0; i < cellOfColumn.length; i++) {
                cellOfColumn[i] = (int) ((long) i * gridColumns / window.columns());
            }
            this.values = window.weights() == cells.length ? new float[cells.length] : null;
        }

        int gridRow(long row) {
            return (int) ((row - window.firstRow()) * gridRows / window.rows());
        }

        synchronized void addLine(int gridRow, int[] line) {
            for (int i = 0; i < gridColumns; i++) {
                cells[gridRow * gridColumns + i] += line[i];
            }
        }

        synchronized void addColumns(int[] columns) {
            for (int i = 0; i < columns.length; i++) {
                ofColumns[i] += columns[i];
            }
        }
    }

    /** Counts the rows of one slice. */
    private final class Visitor implements RowSlices.RowVisitor {
        private final Counts all;
        private final float threshold;
        private final SalientMarks marks;
        private final int[] columns;
        private int[] line;
        private int gridRow = -1;

        Visitor(Counts all, float threshold, int rowLength) {
            this.all = all;
            this.threshold = threshold;
            this.marks = new SalientMarks(rowLength);
            this.columns = new int[all.ofColumns.length];
            this.line = new int[all.gridColumns];
        }

        @Override
        public void visit(long row, float[] weights) {
            if (all.gridRow(row) != gridRow) {
                flush();
                gridRow = all.gridRow(row);
            }
            marks.mark(kernels, weights, weights.length, threshold);
            int first = all.window.firstColumn();
            int inWindow = 0;
            for (int i = 0; i < marks.count; i++) {
                int column = marks.columns[i] - first;
                if (column >= 0 && column < columns.length) {
                    inWindow++;
                    columns[column]++;
                    line[all.cellOfColumn[column]]++;
                }
            }
            int at = (int) (row - all.window.firstRow());
            all.ofRows[at] = inWindow;
            if (all.values != null) {
                System.arraycopy(weights, first, all.values, at * columns.length, columns.length);
            }
        }

        private void flush() {
            if (gridRow >= 0) {
                all.addLine(gridRow, line);
                line = new int[all.gridColumns];
            }
        }

        @Override
        public void end() {
            flush();
            all.addColumns(columns);
        }
    }
}
