package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.TestTensors;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.function.UnaryOperator;

class CheckpointComparerTest {
    private static final int BINS = 64;
    private static final int ROWS = 600;
    private static final int COLUMNS = 777;
    private static final float[] WEIGHTS = TestTensors.weights(3, ROWS * COLUMNS);

    @Test
    void measuresAreThoseOfTheDefinitions() {
        float[] other = disturbed(WEIGHTS);
        TensorDifference difference = only(matrix(WEIGHTS), matrix(other));

        double error = 0;
        double squaresA = 0;
        double squaresB = 0;
        double product = 0;
        double max = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            double d = (double) other[i] - WEIGHTS[i];
            error += d * d;
            squaresA += (double) WEIGHTS[i] * WEIGHTS[i];
            squaresB += (double) other[i] * other[i];
            product += (double) WEIGHTS[i] * other[i];
            max = Math.max(max, Math.abs(d));
        }
        assertThat(difference.error().nmse()).isCloseTo(error / squaresA, within(1e-12));
        assertThat(difference.error().sqnrDb())
                .isCloseTo(-10 * Math.log10(error / squaresA), within(1e-9));
        assertThat(difference.error().maxAbsError()).isEqualTo(max);
        assertThat(difference.error().cosine())
                .isCloseTo(product / Math.sqrt(squaresA * squaresB), within(1e-12));
        assertThat(difference.sumSquaresB()).isCloseTo(squaresB, within(1e-9));
        assertThat(difference.identical()).isFalse();
        assertThat(difference.histogramB().total()).isEqualTo(WEIGHTS.length);
        assertThat(difference.divergence())
                .isEqualTo(Divergence.between(difference.histogramA(), difference.histogramB()));
    }

    @Test
    void figuresDoNotDependOnThreadsOrKernels() {
        TensorView a = matrix(WEIGHTS);
        TensorView b = matrix(disturbed(WEIGHTS));
        CheckpointDifference one = compare(new ScalarKernels(), 1, source(a), source(b));
        for (int threads : new int[] {2, 3}) {
            CheckpointDifference more =
                    compare(KernelProvider.choose().kernels(), threads, source(a), source(b));
            assertThat(more.totals()).isEqualTo(one.totals());
            assertThat(more.measured().getFirst().error())
                    .isEqualTo(one.measured().getFirst().error());
            assertThat(more.measured().getFirst().histogramB().counts())
                    .isEqualTo(one.measured().getFirst().histogramB().counts());
        }
    }

    @Test
    void theSameValuesAreIdenticalWhateverTypeHoldsThem() {
        TensorView stored = TestTensors.matrix("w", DType.BF16, 2, 2, 1, -0.5f, 0, 4);
        TensorView wider = TestTensors.matrix("w", DType.F32, 2, 2, 1, -0.5f, 0, 4);
        TensorDifference difference = only(stored, wider);
        assertThat(difference.identical()).isTrue();
        assertThat(difference.error().nmse()).isZero();
        assertThat(difference.error().cosine()).isEqualTo(1);
    }

    @Test
    void anotherZeroIsNotIdentical() {
        TensorDifference difference =
                only(
                        TestTensors.matrix("w", DType.F32, 1, 2, 0f, 1),
                        TestTensors.matrix("w", DType.F32, 1, 2, -0f, 1));
        assertThat(difference.identical()).isFalse();
        assertThat(difference.error().nmse()).isZero();
    }

    @Test
    void matricesAreComparedAsOutByInHoweverTheyAreStored() {
        int rows = 37;
        int columns = 19;
        float[] values = TestTensors.weights(5, rows * columns);
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        TensorView a = TestTensors.matrix("w", DType.F32, rows, columns, values);
        TensorView b = TestTensors.transposed("w", DType.F32, columns, rows, turned);
        assertThat(only(a, b).identical()).isTrue();
        assertThat(only(b, a).identical()).isTrue();
    }

    @Test
    void tensorsWithoutCounterpartAndOtherShapesAreNamed() {
        CheckpointDifference difference =
                compare(
                        source(named("x"), named("y"), named("both")),
                        source(
                                TestTensors.matrix("both", DType.F32, 4, 2, new float[8]),
                                named("z")));
        assertThat(difference.onlyInA()).extracting(TensorInfo::name).containsExactly("x", "y");
        assertThat(difference.onlyInB()).extracting(TensorInfo::name).containsExactly("z");
        assertThat(difference.outcomes())
                .singleElement()
                .isInstanceOf(PairOutcome.ShapesDiffer.class);
        assertThat(difference.totals().tensors()).isZero();
    }

    @Test
    void aNameThatTwoTensorsWouldHaveIsTheFirstOnes() {
        UnaryOperator<String> canonical = name -> name.startsWith("alias") ? "w" : name;
        PairedTensors paired =
                PairedTensors.of(
                        source(named("w"), named("alias1")),
                        source(named("alias2"), named("w")),
                        canonical);
        assertThat(paired.pairs()).extracting(TensorPair::name).containsExactly("w");
        assertThat(paired.pairs().getFirst().b().name()).isEqualTo("alias2");
        assertThat(paired.onlyInA()).extracting(TensorInfo::name).containsExactly("alias1");
        assertThat(paired.onlyInB()).extracting(TensorInfo::name).containsExactly("w");
    }

    @Test
    void refusesNotFiniteWeightsOfEitherAndMeasuresTheOthers() {
        float[] bad = WEIGHTS.clone();
        bad[5 * COLUMNS + 7] = Float.NaN;
        bad[500 * COLUMNS] = Float.POSITIVE_INFINITY;
        TensorView broken = TestTensors.matrix("w", DType.F32, ROWS, COLUMNS, bad);
        CheckpointDifference ofB =
                compare(source(matrix(WEIGHTS), named("v")), source(broken, named("v")));
        assertThat(ofB.refused())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.ofA()).isFalse();
                    assertThat(refused.message())
                            .contains("w: 2 weights are NaN", "row 5, column 7");
                });
        assertThat(ofB.measured()).hasSize(1);
        CheckpointDifference ofA = compare(source(broken), source(matrix(WEIGHTS)));
        assertThat(ofA.refused()).singleElement().matches(PairOutcome.Refused::ofA);
    }

    @Test
    void emptyTensorsAreIdentical() {
        TensorDifference difference =
                only(
                        TestTensors.matrix("w", DType.F32, 0, 4),
                        TestTensors.matrix("w", DType.F32, 0, 4));
        assertThat(difference.identical()).isTrue();
        assertThat(difference.error().nmse()).isZero();
    }

    private static float[] disturbed(float[] values) {
        float[] noise = TestTensors.weights(9, values.length);
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += 0.3f * noise[i];
        }
        return result;
    }

    private static TensorView matrix(float[] values) {
        return TestTensors.matrix("w", DType.F32, ROWS, COLUMNS, values);
    }

    private static TensorView named(String name) {
        return TestTensors.matrix(name, DType.F32, 2, 2, 1, 2, 3, 4);
    }

    private static TensorSource source(TensorView... views) {
        return TestTensors.source(views);
    }

    private static TensorDifference only(TensorView a, TensorView b) {
        return compare(source(a), source(b)).measured().getFirst();
    }

    private static CheckpointDifference compare(TensorSource a, TensorSource b) {
        return compare(KernelProvider.choose().kernels(), 2, a, b);
    }

    private static CheckpointDifference compare(
            Kernels kernels, int threads, TensorSource a, TensorSource b) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return new CheckpointComparer(kernels, pool)
                    .compare(
                            a,
                            b,
                            PairedTensors.of(a, b, UnaryOperator.identity()),
                            BINS,
                            pair -> true,
                            Cancellation.none(),
                            Progress.SILENT);
        }
    }
}
