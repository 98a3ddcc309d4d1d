package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;

class DepthAnalyzerTest {
    private static final int ROWS = 300;
    private static final int COLUMNS = 1001;
    private static final TensorView VIEW =
            TestTensors.matrix(
                    "w", DType.F32, ROWS, COLUMNS, TestTensors.weights(3, ROWS * COLUMNS));
    private static final float RANGE = 0.02f;

    private static final class Bench implements AutoCloseable {
        final WorkerPool pool;
        final LayerAnalyzer layers;
        final DepthAnalyzer depth;
        final MeasuredTensor measured;

        Bench(int threads) {
            pool = new WorkerPool(threads);
            layers = new LayerAnalyzer(new ScalarKernels(), pool);
            depth = new DepthAnalyzer(new ScalarKernels(), pool);
            measured = layers.measure(VIEW, 512, Cancellation.none());
        }

        PartReport part(QuantizationSpec spec, MatrixWindow window) {
            return depth.part(measured, spec, window, Cancellation.none());
        }

        ResidualReport residuals(QuantizationSpec spec) {
            return depth.residuals(measured, spec, RANGE, Cancellation.none());
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyRestoredWeightIsAGridPointOfItsClass(Preset preset) {
        try (Bench bench = new Bench(2)) {
            PartReport row =
                    bench.part(preset.at(new BitWidth(4)), new MatrixWindow(17, 18, 0, COLUMNS));
            for (int i = 0; i < COLUMNS; i++) {
                float[] levels = row.salient()[i] ? row.salientLevels() : row.levels();
                assertThat(Arrays.binarySearch(levels, row.restored()[i] + 0f)).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void errorsAddUpToThoseOfTheReport(Preset preset) {
        QuantizationSpec spec = preset.at(new BitWidth(3));
        try (Bench bench = new Bench(2)) {
            LayerReport report = bench.layers.analyze(bench.measured, spec, Cancellation.none());
            double total = report.error().mse() * ROWS * COLUMNS;
            ResidualReport residuals = bench.residuals(spec);
            double byMagnitude = 0;
            long count = 0;
            for (ResidualReport.MagnitudeError bin : residuals.byMagnitude()) {
                byMagnitude += bin.mse() * bin.count();
                count += bin.count();
            }
            assertThat(byMagnitude).isCloseTo(total, within(1e-9 * total));
            assertThat(count).isEqualTo((long) ROWS * COLUMNS);
            assertThat(residuals.residuals().total()).isEqualTo((long) ROWS * COLUMNS);
        }
    }

    @Test
    void residualsAndMagnitudesAreThoseOfAPlainLoop() {
        QuantizationSpec spec = Preset.ADPQ.at(new BitWidth(4));
        try (Bench bench = new Bench(2)) {
            ResidualReport residuals = bench.residuals(spec);
            BinEdges edges = residuals.residuals().edges();
            long[] counts = new long[edges.bins()];
            ResidualReport.MagnitudeError bin =
                    residuals.byMagnitude().get(residuals.byMagnitude().size() / 2);
            double squares = 0;
            long members = 0;
            for (int row = 0; row < ROWS; row++) {
                PartReport part = bench.part(spec, new MatrixWindow(row, row + 1, 0, COLUMNS));
                for (int i = 0; i < COLUMNS; i++) {
                    float error = part.restored()[i] - part.original()[i];
                    counts[edges.binOf(error)]++;
                    float magnitude = Math.abs(part.original()[i]);
                    if (magnitude >= bin.from() && magnitude < bin.to()) {
                        double exact = (double) part.restored()[i] - part.original()[i];
                        squares += exact * exact;
                        members++;
                    }
                }
            }
            assertThat(residuals.residuals().counts()).isEqualTo(counts);
            assertThat(members).isEqualTo(bin.count());
            assertThat(squares / members).isCloseTo(bin.mse(), within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aColumnHoldsWhatItsRowsHold(Preset preset) {
        QuantizationSpec spec = preset.at(new BitWidth(4));
        try (Bench bench = new Bench(3)) {
            PartReport column = bench.part(spec, new MatrixWindow(0, ROWS, 500, 501));
            for (int row = 0; row < ROWS; row += 29) {
                PartReport whole = bench.part(spec, new MatrixWindow(row, row + 1, 0, COLUMNS));
                assertThat(column.original()[row]).isEqualTo(whole.original()[500]);
                assertThat(column.restored()[row]).isEqualTo(whole.restored()[500]);
                assertThat(column.salient()[row]).isEqualTo(whole.salient()[500]);
                assertThat(column.scale()[row]).isEqualTo(whole.scale()[500]);
            }
        }
    }

    @Test
    void aGroupHasOneScaleAndItsOwnGrid() {
        QuantizationSpec spec = Preset.RTN.at(new BitWidth(4));
        try (Bench bench = new Bench(1)) {
            PartReport group = bench.part(spec, new MatrixWindow(5, 6, 64, 128));
            assertThat(group.levels()).hasSize(16);
            assertThat(group.salientLevels()).isEmpty();
            for (int i = 0; i < 64; i++) {
                assertThat(group.scale()[i]).isEqualTo(group.scale()[0]);
                assertThat(group.salientScale()[i]).isNaN();
            }
        }
    }

    @Test
    void aGridOfVeryManyPointsIsNoGrid() {
        QuantizationSpec spec = Preset.RTN.at(new BitWidth(4));
        try (Bench bench = new Bench(2)) {
            assertThat(bench.part(spec, new MatrixWindow(0, ROWS, 3, 4)).levels()).isEmpty();
        }
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        QuantizationSpec spec = Preset.ADPQ_COMPACT.at(new BitWidth(4));
        try (Bench one = new Bench(1);
                Bench four = new Bench(4)) {
            assertThat(four.residuals(spec).byMagnitude())
                    .isEqualTo(one.residuals(spec).byMagnitude());
        }
    }

    @Test
    void theShareOfTheFullestColumnsIsThatOfTheMap() {
        QuantizationSpec spec = Preset.ADPQ.at(new BitWidth(4));
        try (Bench bench = new Bench(2)) {
            LayerReport report = bench.layers.analyze(bench.measured, spec, Cancellation.none());
            SalientMap map =
                    new SalientMapper(new ScalarKernels(), bench.pool)
                            .map(
                                    VIEW,
                                    report.salience().threshold(),
                                    MatrixWindow.of(VIEW.info()),
                                    10,
                                    10,
                                    Cancellation.none());
            double share = map.heaviestColumns(10).stream().mapToDouble(it -> it.share()).sum();
            assertThat(report.salientColumnShare()).isCloseTo(share, within(1e-12));
        }
    }
}
