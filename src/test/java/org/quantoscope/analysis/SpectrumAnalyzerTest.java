package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.analysis.SpectrumReport.Held;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

class SpectrumAnalyzerTest {
    private static final int ALL = SpectrumAnalyzer.EXACT_ORDER;
    private static final int NONE = 0;

    @ParameterizedTest
    @CsvSource({"40, 90", "90, 40", "64, 64", "1, 70", "70, 1"})
    void aDiagonalMatrixHasItsDiagonal(int rows, int columns) {
        int order = Math.min(rows, columns);
        float[] values = new float[rows * columns];
        for (int i = 0; i < order; i++) {
            // Not in order, and not all positive.
            values[i * columns + i] = (i * 7 % order + 1) * (i % 2 == 0 ? 0.5f : -0.5f);
        }
        for (int exactOrder : new int[] {ALL, NONE}) {
            Spectrum found = original(matrix(rows, columns, values), exactOrder, 1 << 20, 2);
            for (int i = 0; i < found.values().length; i++) {
                assertThat(found.values()[i]).isCloseTo((order - i) / 2.0, within(1e-6));
            }
        }
    }

    @Test
    void aSketchOfFewRowsOrColumnsIsTheWhole() {
        // Longer than a block, so not held at once; no more rows than the sketch has columns.
        TensorView view = matrix(20, 900, TestTensors.weights(5, 20 * 900));
        Spectrum exact = original(view, ALL, 1 << 20, 2);
        Spectrum sketch = original(view, ALL, 4000, 2);
        assertThat(exact.exact()).isTrue();
        assertThat(sketch.exact()).isFalse();
        assertThat(sketch.values()).containsExactly(exact.values(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000000", "0, 7000", "1024, 1000000", "1024, 7000"})
    void doesNotDependOnThreadsOrReadingTwice(int exactOrder, int blockWeights) {
        TensorView view = matrix(300, 200, TestTensors.weights(9, 300 * 200));
        double[] one = original(view, exactOrder, blockWeights, 1).values();
        assertThat(original(view, exactOrder, blockWeights, 3).values()).isEqualTo(one);
        assertThat(original(view, exactOrder, blockWeights, 1).values()).isEqualTo(one);
    }

    @Test
    void aMatrixStoredTransposedHasTheSameValues() {
        float[] values = TestTensors.weights(4, 130 * 70);
        Spectrum plain = original(matrix(130, 70, values), ALL, 5000, 2);
        Spectrum turned =
                original(TestTensors.transposed("w", DType.F32, 130, 70, values), ALL, 1 << 20, 2);
        assertThat(turned.values()).hasSameSizeAs(plain.values());
        for (int i = 0; i < 70; i++) {
            assertThat(turned.values()[i]).isCloseTo(plain.values()[i], within(1e-9));
        }
    }

    @Test
    void comparesWithTheControlAndTellsHowFarItIs() {
        TensorView view = matrix(200, 96, TestTensors.weights(2, 200 * 96));
        try (WorkerPool pool = new WorkerPool(2)) {
            LayerAnalyzer layers = new LayerAnalyzer(new ScalarKernels(), pool);
            MeasuredTensor measured = layers.measure(view, 512, Cancellation.none());
            LayerReport report =
                    layers.analyze(
                            measured, Preset.ADPQ_COMPACT.at(new BitWidth(4)), Cancellation.none());
            LayerReport control = layers.analyze(measured, Control.of(report), Cancellation.none());
            List<Double> progress = new ArrayList<>();
            SpectrumReport found =
                    new SpectrumAnalyzer(new ScalarKernels(), pool)
                            .compare(
                                    measured,
                                    report,
                                    control,
                                    Optional.of(new Held(control, Optional.empty())),
                                    Cancellation.none(),
                                    (done, total, what) -> {
                                        synchronized (progress) {
                                            progress.add((double) done / total);
                                        }
                                    });
            double weights = view.info().elementCount();
            assertThat(found.error().squares() / weights)
                    .isCloseTo(report.error().mse(), within(1e-6 * report.error().mse()));
            assertThat(found.controlError().squares() / weights)
                    .isCloseTo(control.error().mse(), within(1e-6 * control.error().mse()));
            assertThat(found.heldError().orElseThrow().values())
                    .as("what is held beside has the control's specification")
                    .isEqualTo(found.controlError().values());
            assertThat(found.original().shareOfFirst(96)).isCloseTo(1, within(1e-9));
            assertThat(found.original().stableRank()).isBetween(1.0, 96.0);
            assertThat(progress).isSorted().last().isEqualTo(1.0);
        }
    }

    @Test
    void whatACheckpointGivesBesideIsComparedByItsValues() {
        float[] values = TestTensors.weights(2, 60 * 40);
        TensorView view = matrix(60, 40, values);
        float[] other = values.clone();
        other[5 * 40 + 7] += 0.5f;
        try (WorkerPool pool = new WorkerPool(2)) {
            LayerAnalyzer layers = new LayerAnalyzer(new ScalarKernels(), pool);
            MeasuredTensor measured = layers.measure(view, 512, Cancellation.none());
            LayerReport report =
                    layers.analyze(measured, Preset.RTN.at(new BitWidth(4)), Cancellation.none());
            Spectrum held =
                    new SpectrumAnalyzer(new ScalarKernels(), pool)
                            .compare(
                                    measured,
                                    report,
                                    report,
                                    Optional.of(
                                            new Held(report, Optional.of(matrix(60, 40, other)))),
                                    Cancellation.none(),
                                    Progress.SILENT)
                            .heldError()
                            .orElseThrow();
            // One weight differs, so the error has one direction.
            assertThat(held.norm()).isCloseTo(0.5, within(1e-6));
            assertThat(held.values()[1]).isCloseTo(0, within(1e-7));
        }
    }

    @Test
    void aMatrixOfZerosHasNone() {
        Spectrum found = original(matrix(50, 30, new float[1500]), ALL, 1 << 20, 1);
        assertThat(found.values()).hasSize(30).containsOnly(0);
        assertThat(found.stableRank()).isZero();
        assertThat(found.shareOfFirst(30)).isZero();
    }

    @Test
    void stopsWhenCancelled() {
        TensorView view = matrix(300, 200, TestTensors.weights(1, 300 * 200));
        Cancellation cancellation = new Cancellation();
        try (WorkerPool pool = new WorkerPool(2)) {
            SpectrumAnalyzer analyzer = new SpectrumAnalyzer(new ScalarKernels(), pool, NONE, 7000);
            MatrixRows rows = new MatrixRows.Original(view, new ScalarKernels(), pool);
            WorkerPool.Counter counter =
                    new WorkerPool.Counter(1, (done, total, what) -> cancellation.cancel());
            assertThatThrownBy(() -> analyzer.spectrum(rows, "w", cancellation, counter))
                    .isInstanceOf(CancellationException.class);
        }
    }

    private static TensorView matrix(int rows, int columns, float... values) {
        return TestTensors.matrix("w", DType.F32, rows, columns, values);
    }

    private static Spectrum original(
            TensorView view, int exactOrder, int blockWeights, int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return new SpectrumAnalyzer(new ScalarKernels(), pool, exactOrder, blockWeights)
                    .spectrum(
                            new MatrixRows.Original(view, new ScalarKernels(), pool),
                            "w",
                            Cancellation.none(),
                            new WorkerPool.Counter(1, Progress.SILENT));
        }
    }
}
