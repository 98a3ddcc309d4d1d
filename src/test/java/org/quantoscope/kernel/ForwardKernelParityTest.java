package org.quantoscope.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/** The loops of the forward pass give the same bits as the scalar ones, at every vector width. */
class ForwardKernelParityTest {
    private static final ForwardKernels SCALAR = new ScalarForwardKernels();
    private static ForwardKernels fast;

    @BeforeAll
    static void chooseKernels() throws ReflectiveOperationException {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "the Vector API is absent, so there is no twin to compare");
        fast =
                (ForwardKernels)
                        Class.forName("org.quantoscope.kernel.simd.VectorForwardKernels")
                                .getDeclaredConstructor()
                                .newInstance();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 64, 513})
    void multipliesTiles(int depth) {
        float[] groups = normal(depth * ForwardKernels.GROUP + 5, 1);
        float[] panels = normal(depth * ForwardKernels.PANEL + 3, 2);
        float[] expected = new float[ForwardKernels.TILE];
        float[] actual = normal(ForwardKernels.TILE, 3);
        SCALAR.multiplyTile(groups, 5, panels, 3, depth, expected);
        fast.multiplyTile(groups, 5, panels, 3, depth, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1000})
    void exponentiatesAndGates(int count) {
        float[] values = normal(count + 3, 4);
        for (int i = 0; i < values.length; i++) {
            values[i] *= i % 7 == 0 ? 60 : 5;
        }
        float[] up = normal(count + 3, 5);
        float[] expected = values.clone();
        float[] actual = values.clone();
        SCALAR.exp(expected, 3, count, 1.25f);
        fast.exp(actual, 3, count, 1.25f);
        assertThat(actual).isEqualTo(expected);
        expected = values.clone();
        actual = values.clone();
        SCALAR.gate(expected, up, 3, count);
        fast.gate(actual, up, 3, count);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 1000})
    void findsMaximaAndSums(int count) {
        float[] values = normal(count + 3, 9);
        float[] others = normal(count + 3, 10);
        float[] weights = normal(count, 11);
        assertThat(fast.max(values, 3, count)).isEqualTo(SCALAR.max(values, 3, count));
        assertThat(fast.sum(values, 3, count)).isEqualTo(SCALAR.sum(values, 3, count));
        assertThat(fast.weightedDifference(weights, values, others, 3, count))
                .isEqualTo(SCALAR.weightedDifference(weights, values, others, 3, count));
    }

    @Test
    void sumsAndMaximaAreThoseOfTheirValues() {
        float[] values = {9, -1, -3.5f, 2, 8};
        assertThat(SCALAR.max(values, 1, 3)).isEqualTo(2);
        assertThat(SCALAR.max(values, 1, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(SCALAR.sum(values, 1, 3)).isEqualTo(-2.5);
        float[] weights = {2, 4, 1};
        float[] others = {0, 1, 0.5f, -2, 7};
        assertThat(SCALAR.weightedDifference(weights, values, others, 1, 3))
                .isEqualTo(2 * -2 + 4 * -4 + 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 16, 40})
    void maximumOfNaNIsNaN(int place) {
        float[] values = normal(41, 12);
        values[place] = Float.NaN;
        assertThat(SCALAR.max(values, 0, 41)).isNaN();
        assertThat(fast.max(values, 0, 41)).isNaN();
    }

    @Test
    void exponentialIsWithinTwoUlpOfTheLibrarys() {
        Random random = new Random(6);
        for (int i = 0; i < 200_000; i++) {
            float x = ScalarForwardKernels.LEAST + 175 * random.nextFloat();
            float expected = (float) Math.exp(x);
            assertThat(ScalarForwardKernels.exp(x))
                    .isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
        assertThat(ScalarForwardKernels.exp(0)).isEqualTo(1);
        assertThat(ScalarForwardKernels.exp(-1000)).isPositive().isLessThan(2e-38f);
        assertThat(ScalarForwardKernels.exp(Float.NaN)).isNaN();
    }

    /** Sizes around groups, panels and blocks of the depth; the reference sums in double. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "8,32,512", "9,33,513", "8,32,640", "5,40,641", "3,70,1300", "300,290,24"})
    void productIsThatOfTheMatrices(int rows, int columns, int depth) {
        float[] x = normal(rows * depth, 7);
        float[] w = normal(columns * depth, 8);
        PackedRows left = new PackedRows(rows, depth);
        for (int row = 0; row < rows; row++) {
            left.set(row, x, row * depth);
        }
        PackedMatrix right = new PackedMatrix(columns, depth);
        for (int panel = 0; panel < right.panelCount(); panel++) {
            right.setPanel(panel, w, 0);
        }
        int stride = columns + 3;
        float[] scalar = product(SCALAR, left, right, stride);
        float[] vector = product(fast, left, right, stride);
        assertThat(vector).isEqualTo(scalar);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += (double) x[row * depth + k] * w[column * depth + k];
                }
                assertThat((double) scalar[2 + row * stride + column])
                        .isCloseTo(sum, within(1e-6 * depth + 1e-6));
            }
        }
    }

    private static float[] product(
            ForwardKernels kernels, PackedRows left, PackedMatrix right, int stride) {
        MatrixProduct product = new MatrixProduct(kernels, left, right);
        float[] into = new float[2 + left.rows() * stride];
        for (int part = product.parts() - 1; part >= 0; part--) {
            product.part(part, into, 2, stride);
        }
        return into;
    }

    private static float[] normal(int count, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
