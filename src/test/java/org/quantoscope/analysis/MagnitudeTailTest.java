package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

class MagnitudeTailTest {
    private static final int ROWS = 100;
    private static final int COLUMNS = 333;
    private static final float[] WEIGHTS = TestTensors.weights(5, ROWS * COLUMNS);

    private static WeightDistribution distribution(DType type, WorkerPool pool) {
        return WeightDistribution.of(
                TestTensors.matrix("w", type, ROWS, COLUMNS, WEIGHTS),
                new ScalarKernels(),
                pool,
                Cancellation.none());
    }

    @Test
    void countsAreExactAtEveryPoint() {
        try (WorkerPool pool = new WorkerPool(2)) {
            MagnitudeTail tail = MagnitudeTail.of(distribution(DType.F32, pool));
            assertThat(tail.weights()).isEqualTo(WEIGHTS.length);
            assertThat(tail.atLeast()[0]).isEqualTo(WEIGHTS.length);
            for (int i = 0; i < tail.size(); i += 37) {
                long count = 0;
                for (float weight : WEIGHTS) {
                    count += Math.abs(weight) >= tail.magnitudes()[i] ? 1 : 0;
                }
                assertThat(tail.atLeast()[i]).isEqualTo(count);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void theThresholdOfAnAlphaGivesTheSameSalientWeightsBack(DType type) {
        try (WorkerPool pool = new WorkerPool(2)) {
            WeightDistribution distribution = distribution(type, pool);
            MagnitudeTail tail = MagnitudeTail.of(distribution);
            for (double alpha : new double[] {0, 0.001, 0.03, 0.05, 0.0777, 0.2}) {
                var asked = distribution.salience(new SalientShare(alpha), Cancellation.none());
                assertThat(tail.countBeyond(asked.threshold())).isEqualTo(asked.salientCount());
                SalientShare back = tail.alphaAt(asked.threshold());
                assertThat(back.value()).isLessThanOrEqualTo(Math.ceil(alpha * 1e5) / 1e5);
                assertThat(distribution.salience(back, Cancellation.none()).salientCount())
                        .isEqualTo(asked.salientCount());
            }
        }
    }

    @Test
    void alphaStaysWithinItsRangeWhereverTheThresholdIsDragged() {
        try (WorkerPool pool = new WorkerPool(2)) {
            MagnitudeTail tail = MagnitudeTail.of(distribution(DType.F32, pool));
            assertThat(tail.alphaAt(0).value()).isEqualTo(SalientShare.MAX);
            assertThat(tail.alphaAt(1e9).value()).isZero();
            assertThat(tail.alphaAt(tail.lowestThreshold()).value())
                    .isCloseTo(SalientShare.MAX, within(0.01));
        }
    }

    @Test
    void theSquaresOfTheLargestAreThoseOfASortedList() {
        float[] sorted = WEIGHTS.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = Math.abs(sorted[i]);
        }
        java.util.Arrays.sort(sorted);
        double all = 0;
        double largest = 0;
        int count = 1500;
        for (int i = 0; i < sorted.length; i++) {
            double square = (double) sorted[i] * sorted[i];
            all += square;
            largest += i >= sorted.length - count ? square : 0;
        }
        try (WorkerPool pool = new WorkerPool(2)) {
            MagnitudeTail tail = MagnitudeTail.of(distribution(DType.F32, pool));
            assertThat(tail.squaresOfLargest(count)).isCloseTo(largest / all, within(0.005));
            assertThat(tail.squaresOfLargest(WEIGHTS.length)).isEqualTo(1);
            assertThat(tail.squaresOfLargest(0)).isZero();
        }
    }
}
