package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.golden.QuantGolden;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Codes, restored weights and thresholds are those of a separate numpy implementation. */
class GroupQuantizerGoldenTest {
    private static final QuantGolden GOLDEN = new QuantGolden();

    /** One thread is enough: matrices are tiny. */
    private static final WorkerPool POOL = new WorkerPool(1);

    @AfterAll
    static void close() {
        POOL.close();
        GOLDEN.close();
    }

    static Stream<Arguments> casesThatFit() {
        return cases(false);
    }

    static Stream<Arguments> casesThatOverflow() {
        return cases(true);
    }

    private static Stream<Arguments> cases(boolean overflow) {
        return QuantGolden.kernels().stream()
                .flatMap(kernels ->
                        GOLDEN.cases().stream()
                                .filter(one -> one.overflows() == overflow)
                                .map(one -> Arguments.of(Named.of(kernels.name(), kernels), one)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("casesThatFit")
    void givesTheCodesAndValuesOfTheReference(Kernels kernels, QuantGolden.Case one) {
        TensorView view = GOLDEN.input(one);
        Salience salience = salience(kernels, one, view);
        assertThat(salience.threshold()).isEqualTo((float) one.figure("threshold"));
        assertThat(salience.salientCount()).isEqualTo((long) one.figure("salientCount"));
        Matrix matrix = quantize(kernels, one, view, salience);
        assertThat(matrix.codes).isEqualTo(GOLDEN.codes(one));
        assertThat(bits(matrix.values)).isEqualTo(bits(GOLDEN.values(one)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("casesThatOverflow")
    void refusesParametersThatTheReferenceCannotStore(Kernels kernels, QuantGolden.Case one) {
        TensorView view = GOLDEN.input(one);
        Salience salience = salience(kernels, one, view);
        assertThatThrownBy(() -> quantize(kernels, one, view, salience))
                .isInstanceOf(ParameterOverflowException.class)
                .hasMessageContaining(one.input());
    }

    private static Salience salience(Kernels kernels, QuantGolden.Case one, TensorView view) {
        return WeightDistribution.of(view, kernels, POOL, new Cancellation())
                .salience(one.spec().alpha(), new Cancellation());
    }

    private static Matrix quantize(
            Kernels kernels, QuantGolden.Case one, TensorView view, Salience salience) {
        List<Matrix> slices =
                new TensorQuantizer(kernels, POOL)
                        .quantize(
                                view,
                                one.spec(),
                                salience,
                                new Cancellation(),
                                () -> new Matrix((int) view.info().elementCount()));
        assertThat(slices).hasSize(1);
        return slices.getFirst();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    /** Keeps every row. */
    private static final class Matrix implements TensorQuantizer.RowSink {
        private final byte[] codes;
        private final float[] values;

        Matrix(int weights) {
            codes = new byte[weights];
            values = new float[weights];
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            int columns = original.length;
            System.arraycopy(quantized.codes, 0, codes, (int) row * columns, columns);
            System.arraycopy(quantized.restored, 0, values, (int) row * columns, columns);
        }
    }
}
