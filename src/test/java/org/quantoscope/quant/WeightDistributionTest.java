package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

class WeightDistributionTest {
    private final WorkerPool pool = new WorkerPool(3);

    @AfterEach
    void closePool() {
        pool.close();
    }

    private Salience salience(TensorView view, double alpha) {
        return WeightDistribution.of(view, new ScalarKernels(), pool, Cancellation.none())
                .salience(new SalientShare(alpha), Cancellation.none());
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F16", "BF16"})
    void thresholdIsTheKthLargestMagnitude(DType type) {
        float[] values = TestTensors.weights(5, 97 * 1013);
        TensorView view = TestTensors.matrix("w", type, 97, 1013, values);
        float[] rows = new float[values.length];
        new RowReader(view, new ScalarKernels()).read(0, 97, rows);
        float[] sorted = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            sorted[i] = Math.abs(rows[i]);
        }
        java.util.Arrays.sort(sorted);
        for (double alpha : new double[] {0, 0.00001, 0.01, 0.05, 0.08, 0.137, 0.2}) {
            int k = (int) Math.floor(alpha * values.length);
            Salience salience = salience(view, alpha);
            assertThat(salience.threshold()).isEqualTo(sorted[sorted.length - 1 - k]);
            long above = 0;
            for (float magnitude : sorted) {
                above += magnitude > salience.threshold() ? 1 : 0;
            }
            assertThat(salience.salientCount()).isEqualTo(above).isLessThanOrEqualTo(k);
        }
    }

    @Test
    void tiesGiveTheLargestShareThatDoesNotExceedAlpha() {
        // Magnitudes 3, 2, 2, 2, 1 …: k = 2 of 20 falls into the tie, so only the 3 is salient.
        float[] values = new float[20];
        java.util.Arrays.fill(values, 1);
        values[3] = -3;
        values[5] = 2;
        values[7] = -2;
        values[9] = 2;
        Salience salience = salience(TestTensors.matrix("w", DType.F32, 2, 10, values), 0.1);
        assertThat(salience.threshold()).isEqualTo(2);
        assertThat(salience.salientCount()).isEqualTo(1);
        assertThat(salience.achieved()).isEqualTo(0.05);
        assertThat(salience.lambda()).isEqualTo(4);
    }

    @Test
    void alphaZeroMakesTheLargestMagnitudeTheThreshold() {
        Salience salience = salience(TestTensors.matrix("w", DType.F32, 1, 3, 0.5f, -7, 0.25f), 0);
        assertThat(salience.threshold()).isEqualTo(7);
        assertThat(salience.salientCount()).isZero();
    }

    @Test
    void allZerosHaveThresholdZero() {
        Salience salience = salience(TestTensors.matrix("w", DType.BF16, 2, 5, new float[10]), 0.2);
        assertThat(salience.threshold()).isZero();
        assertThat(salience.salientCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F16", "BF16"})
    void refusesNonFiniteWeightsWithCountAndFirstPosition(DType type) {
        float[] values = TestTensors.weights(1, 12);
        values[7] = Float.NaN;
        values[9] = Float.NEGATIVE_INFINITY;
        TensorView view = TestTensors.matrix("model.q", type, 3, 4, values);
        assertThatThrownBy(() -> salience(view, 0.1))
                .isInstanceOf(NonFiniteWeightsException.class)
                .hasMessage(
                        "model.q: 2 weights are NaN or infinite, first at row 1, column 3;"
                                + " keep this tensor at source precision");
    }

    @Test
    void positionIsInTheMatrixAlsoWhereItIsStoredTransposed() {
        float[] values = new float[6];
        values[1] = Float.NaN;
        TensorView view = TestTensors.transposed("w", DType.F32, 3, 2, values);
        assertThatThrownBy(() -> salience(view, 0)).hasMessageContaining("row 1, column 0");
    }
}
