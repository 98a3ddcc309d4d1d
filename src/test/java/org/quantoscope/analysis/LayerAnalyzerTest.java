package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.ParameterOverflowException;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

class LayerAnalyzerTest {
    private static final int ROWS = 300;
    private static final int COLUMNS = 1001;

    private static LayerReport report(
            TensorView view, QuantizationSpec spec, int threads, int bins) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            LayerAnalyzer analyzer = new LayerAnalyzer(new ScalarKernels(), pool);
            return analyzer.analyze(
                    analyzer.measure(view, bins, Cancellation.none()), spec, Cancellation.none());
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void figuresDoNotDependOnTheNumberOfThreads(Preset preset) {
        TensorView view =
                TestTensors.matrix(
                        "w", DType.F32, ROWS, COLUMNS, TestTensors.weights(2, ROWS * COLUMNS));
        LayerReport one = report(view, preset.at(new BitWidth(3)), 1, 512);
        LayerReport four = report(view, preset.at(new BitWidth(3)), 4, 512);
        assertThat(four.error()).isEqualTo(one.error());
        assertThat(four.divergence()).isEqualTo(one.divergence());
        assertThat(four.size()).isEqualTo(one.size());
        assertThat(four.after().counts()).isEqualTo(one.after().counts());
        assertThat(four.stats().std()).isEqualTo(one.stats().std());
        assertThat(four.stats().kurtosis()).isEqualTo(one.stats().kurtosis());
    }

    @Test
    void aTransposedMatrixIsAnalysedAlongIn() {
        float[] values = TestTensors.weights(4, 37 * 70);
        float[] turned = new float[values.length];
        for (int row = 0; row < 37; row++) {
            for (int column = 0; column < 70; column++) {
                turned[column * 37 + row] = values[row * 70 + column];
            }
        }
        QuantizationSpec spec = Preset.ADPQ.at(new BitWidth(4));
        LayerReport straight =
                report(TestTensors.matrix("w", DType.F32, 37, 70, values), spec, 2, 64);
        LayerReport transposed =
                report(TestTensors.transposed("w", DType.F32, 70, 37, turned), spec, 2, 64);
        assertThat(transposed.error()).isEqualTo(straight.error());
        assertThat(transposed.size()).isEqualTo(straight.size());
        assertThat(transposed.after().counts()).isEqualTo(straight.after().counts());
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F16", "BF16"})
    void salientHistogramHoldsExactlyTheSalientWeights(DType type) {
        float[] values = TestTensors.weights(8, 50 * 99);
        TensorView view = TestTensors.matrix("w", type, 50, 99, values);
        LayerReport report = report(view, Preset.ADPQ.at(new BitWidth(4)), 2, 64);
        float[] rows = new float[values.length];
        new org.quantoscope.quant.RowReader(view, new ScalarKernels()).read(0, 50, rows);
        long[] expected = new long[64];
        long[] before = new long[64];
        for (float w : rows) {
            before[report.before().edges().binOf(w)]++;
            if (Math.abs(w) > report.salience().threshold()) {
                expected[report.before().edges().binOf(w)]++;
            }
        }
        assertThat(report.salientBefore().counts()).isEqualTo(expected);
        assertThat(report.before().counts()).isEqualTo(before);
    }

    @Test
    void figuresOfATinyMatrixAreThoseOfPaperAndPencil() {
        // 2 bits over [0, 3]: scale 1, offset 0; 0.6 becomes 1, 2.2 becomes 2.
        TensorView view = TestTensors.matrix("w", DType.F32, 1, 4, 0, 0.6f, 2.2f, 3);
        LayerReport report = report(view, Preset.RTN.at(new BitWidth(2)), 1, 64);
        double first = 1 - (double) 0.6f;
        double second = 2 - (double) 2.2f;
        assertThat(report.error().mse())
                .isCloseTo((first * first + second * second) / 4, within(1e-15));
        assertThat(report.error().maxAbsError()).isEqualTo(first);
        assertThat(report.stats().mean()).isCloseTo(5.8 / 4, within(1e-7));
        assertThat(report.stats().zeros()).isEqualTo(1);
        // One byte of codes, a scale and an offset, each padded to 8 bytes.
        assertThat(report.size().bytes()).isEqualTo(24);
        assertThat(report.bitsPaper()).isEqualTo(2 + 32.0 / 64);
    }

    @Test
    void papersBitsAreThoseOfThePaper() {
        assertThat(LayerAnalyzer.bitsPaper(Preset.ADPQ.at(new BitWidth(4)), 4096))
                .isCloseTo(4.81, within(1e-9));
    }

    @Test
    void aConstantTensorHasOneBinAndNoError() {
        float[] values = new float[48];
        Arrays.fill(values, 0.25f);
        LayerReport report =
                report(
                        TestTensors.matrix("w", DType.BF16, 3, 16, values),
                        Preset.ADPQ.at(new BitWidth(4)),
                        1,
                        512);
        assertThat(report.before().counts()).containsExactly(48);
        assertThat(report.error().mse()).isZero();
        assertThat(report.error().sqnrDb()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(report.divergence().weightKl()).isZero();
        assertThat(report.stats().kurtosis()).isZero();
    }

    @Test
    void profileAddsUpToTheReport() {
        TensorView view =
                TestTensors.matrix("w", DType.F16, 64, 80, TestTensors.weights(6, 64 * 80));
        QuantizationSpec spec = Preset.ADPQ_COMPACT.at(new BitWidth(3));
        try (WorkerPool pool = new WorkerPool(2)) {
            LayerAnalyzer analyzer = new LayerAnalyzer(new ScalarKernels(), pool);
            MeasuredTensor measured = analyzer.measure(view, 64, Cancellation.none());
            ErrorProfile profile = analyzer.profile(measured, spec, Cancellation.none());
            LayerReport report = analyzer.analyze(measured, spec, Cancellation.none());
            double total = report.error().mse() * 64 * 80;
            assertThat(Arrays.stream(profile.rowSquaredError()).sum())
                    .isCloseTo(total, within(1e-12));
            assertThat(Arrays.stream(profile.columnSquaredError()).sum())
                    .isCloseTo(total, within(1e-12));
            assertThat(Arrays.stream(profile.rowSalient()).sum())
                    .isEqualTo((int) report.salience().salientCount());
        }
    }

    @Test
    void rebinningChangesOnlyTheHistogram() {
        TensorView view = TestTensors.matrix("w", DType.F32, 9, 40, TestTensors.weights(6, 360));
        try (WorkerPool pool = new WorkerPool(2)) {
            LayerAnalyzer analyzer = new LayerAnalyzer(new ScalarKernels(), pool);
            MeasuredTensor measured = analyzer.measure(view, 64, Cancellation.none());
            WeightStats stats = analyzer.rebin(measured, 128, Cancellation.none()).stats();
            assertThat(stats.histogram().counts()).hasSize(128);
            assertThat(stats.histogram().total()).isEqualTo(360);
            assertThat(stats.std()).isEqualTo(measured.stats().std());
        }
    }

    @Test
    void anOverflowingParameterIsNamedWithTheWayOut() {
        TensorView view = TestTensors.matrix("w", DType.F32, 1, 2, -3e6f, 3e6f);
        QuantizationSpec spec = Preset.RTN.at(new BitWidth(4));
        assertThatThrownBy(() -> report(view, spec, 1, 64))
                .isInstanceOf(ParameterOverflowException.class)
                .hasMessage(
                        "w: a non-salient parameter of row 0, group 0 overflows f16;"
                                + " choose bf16 or f32 parameters");
        assertThat(report(view, spec.withParameters(ParameterType.BF16), 1, 64).underflows())
                .isZero();
    }

    @Test
    void anUnderflowingScaleIsCounted() {
        TensorView view = TestTensors.matrix("w", DType.F32, 1, 2, 1e-9f, 2e-9f);
        assertThat(report(view, Preset.RTN.at(new BitWidth(4)), 1, 64).underflows()).isEqualTo(1);
    }

    @Test
    void aCancelledAnalysisStops() {
        TensorView view = TestTensors.matrix("w", DType.F32, 9, 40, TestTensors.weights(6, 360));
        try (WorkerPool pool = new WorkerPool(2)) {
            LayerAnalyzer analyzer = new LayerAnalyzer(new ScalarKernels(), pool);
            MeasuredTensor measured = analyzer.measure(view, 64, Cancellation.none());
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            assertThatThrownBy(() ->
                            analyzer.analyze(
                                    measured, Preset.RTN.at(new BitWidth(4)), cancellation))
                    .isInstanceOf(CancellationException.class);
        }
    }
}
