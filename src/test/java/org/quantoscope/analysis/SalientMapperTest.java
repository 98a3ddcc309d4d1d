package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.concurrent.CancellationException;

class SalientMapperTest {
    private static final int ROWS = 700;
    private static final int COLUMNS = 1301;
    private static final float THRESHOLD = 0.11f;
    private static final float[] WEIGHTS = TestTensors.weights(11, ROWS * COLUMNS);
    private static final TensorView VIEW =
            TestTensors.matrix("w", DType.F32, ROWS, COLUMNS, WEIGHTS);

    private static SalientMap map(TensorView view, MatrixWindow window, int rows, int columns) {
        try (WorkerPool pool = new WorkerPool(3)) {
            return new SalientMapper(new ScalarKernels(), pool)
                    .map(view, THRESHOLD, window, rows, columns, Cancellation.none());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 700, 0, 1301, 64, 100",
        "0, 700, 0, 1301, 700, 1301",
        "13, 14, 5, 6, 10, 10",
        "100, 333, 700, 1301, 50, 77",
        "699, 700, 0, 1301, 256, 512"
    })
    void countsAreThoseOfAPlainLoop(
            int firstRow, int endRow, int firstColumn, int endColumn, int rows, int columns) {
        MatrixWindow window = new MatrixWindow(firstRow, endRow, firstColumn, endColumn);
        SalientMap map = map(VIEW, window, rows, columns);
        int[] cells = new int[map.gridRows() * map.gridColumns()];
        int[] ofRows = new int[endRow - firstRow];
        int[] ofColumns = new int[endColumn - firstColumn];
        for (int r = firstRow; r < endRow; r++) {
            for (int c = firstColumn; c < endColumn; c++) {
                if (Math.abs(WEIGHTS[r * COLUMNS + c]) > THRESHOLD) {
                    int row = (int) ((long) (r - firstRow) * map.gridRows() / ofRows.length);
                    int column =
                            (int) ((long) (c - firstColumn) * map.gridColumns() / ofColumns.length);
                    cells[row * map.gridColumns() + column]++;
                    ofRows[r - firstRow]++;
                    ofColumns[c - firstColumn]++;
                }
            }
        }
        assertThat(map.cells()).isEqualTo(cells);
        assertThat(map.ofRows()).isEqualTo(ofRows);
        assertThat(map.ofColumns()).isEqualTo(ofColumns);
        assertThat(map.gridRows()).isEqualTo(Math.min(rows, ofRows.length));
    }

    @Test
    void bordersOfCellsCoverTheWindowOnce() {
        SalientMap map = map(VIEW, new MatrixWindow(10, 333, 5, 1000), 50, 77);
        double weights = 0;
        for (int row = 0; row < map.gridRows(); row++) {
            for (int column = 0; column < map.gridColumns(); column++) {
                long size =
                        (map.rowBorder(row + 1) - map.rowBorder(row))
                                * (map.columnBorder(column + 1) - map.columnBorder(column));
                assertThat(map.density(row, column) * size)
                        .isCloseTo(map.count(row, column), within(1e-9));
                weights += size;
            }
        }
        assertThat(weights).isEqualTo(map.window().weights());
        assertThat(map.rowBorder(0)).isEqualTo(10);
        assertThat(map.columnBorder(map.gridColumns())).isEqualTo(1000);
    }

    @Test
    void singleWeightsComeWithTheirValues() {
        SalientMap map = map(VIEW, new MatrixWindow(20, 30, 40, 55), 256, 512);
        float[] values = map.weights().orElseThrow();
        assertThat(values).hasSize(150);
        assertThat(values[3 * 15 + 7]).isEqualTo(WEIGHTS[23 * COLUMNS + 47]);
        assertThat(map(VIEW, MatrixWindow.of(VIEW.info()), 256, 512).weights()).isEmpty();
    }

    @Test
    void theFullestColumnsComeFirst() {
        SalientMap map = map(VIEW, MatrixWindow.of(VIEW.info()), 16, 16);
        var heavy = map.heaviestColumns(50);
        assertThat(heavy).hasSize(50);
        for (int i = 1; i < heavy.size(); i++) {
            assertThat(heavy.get(i).salient()).isLessThanOrEqualTo(heavy.get(i - 1).salient());
        }
        int most = heavy.getFirst().column();
        assertThat(map.ofColumns()[most]).isEqualTo(heavy.getFirst().salient());
        assertThat(heavy.getFirst().share())
                .isEqualTo((double) heavy.getFirst().salient() / map.total());
    }

    @Test
    void aTransposedMatrixIsMappedAlongIn() {
        float[] turned = new float[WEIGHTS.length];
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                turned[c * ROWS + r] = WEIGHTS[r * COLUMNS + c];
            }
        }
        TensorView view = TestTensors.transposed("w", DType.F32, COLUMNS, ROWS, turned);
        MatrixWindow window = new MatrixWindow(3, 650, 100, 1300);
        assertThat(map(view, window, 40, 60).cells()).isEqualTo(map(VIEW, window, 40, 60).cells());
    }

    @Test
    void stopsWhenCancelled() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        try (WorkerPool pool = new WorkerPool(2)) {
            SalientMapper mapper = new SalientMapper(new ScalarKernels(), pool);
            MatrixWindow all = MatrixWindow.of(VIEW.info());
            assertThatThrownBy(() -> mapper.map(VIEW, THRESHOLD, all, 16, 16, cancelled))
                    .isInstanceOf(CancellationException.class);
        }
    }
}
