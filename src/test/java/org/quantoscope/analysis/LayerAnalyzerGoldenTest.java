package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.golden.QuantGolden;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Every measure is that of a separate numpy implementation: counts exactly, sums to 1e-9. */
class LayerAnalyzerGoldenTest {
    private static final double RELATIVE = 1e-9;

    /** Where a figure is a difference that is near zero. */
    private static final double ABSOLUTE = 1e-12;

    private static final QuantGolden GOLDEN = new QuantGolden();
    private static final WorkerPool POOL = new WorkerPool(2);

    @AfterAll
    static void close() {
        POOL.close();
        GOLDEN.close();
    }

    static Stream<Arguments> cases() {
        return QuantGolden.kernels().stream()
                .flatMap(kernels ->
                        GOLDEN.cases().stream()
                                .filter(one -> !one.overflows())
                                .map(one -> Arguments.of(Named.of(kernels.name(), kernels), one)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void measuresWhatTheReferenceMeasures(Kernels kernels, QuantGolden.Case one) {
        LayerAnalyzer analyzer = new LayerAnalyzer(kernels, POOL);
        MeasuredTensor measured =
                analyzer.measure(GOLDEN.input(one), one.bins(), new Cancellation());
        LayerReport report = analyzer.analyze(measured, one.spec(), new Cancellation());

        assertThat(
                        LongStream.concat(
                                        LongStream.of(report.before().counts()),
                                        LongStream.of(report.after().counts()))
                                .toArray())
                .isEqualTo(GOLDEN.counts(one));
        isExactly(one, "salientCount", report.salience().salientCount());
        isExactly(one, "threshold", report.salience().threshold());
        isExactly(one, "lambda", report.salience().lambda());
        isExactly(one, "alphaAsked", report.salience().asked().value());
        isExactly(one, "alphaAchieved", report.salience().achieved());
        isExactly(one, "bitsStored", report.bitsStored());
        isExactly(one, "maxAbsError", report.error().maxAbsError());
        isExactly(one, "absMax", report.stats().absMax());
        isExactly(one, "zeroShare", (double) report.stats().zeros() / report.stats().count());
        isNear(one, "bitsPaper", report.bitsPaper());
        isNear(one, "mse", report.error().mse());
        isNear(one, "nmse", report.error().nmse());
        isNear(one, "sqnrDb", report.error().sqnrDb());
        isNear(one, "cosine", report.error().cosine());
        isNear(one, "weightKl", report.divergence().weightKl());
        isNear(one, "weightJs", report.divergence().weightJs());
        isNear(one, "entropyBefore", report.divergence().entropyBefore());
        isNear(one, "entropyAfter", report.divergence().entropyAfter());
        isNear(one, "mean", report.stats().mean());
        isNear(one, "std", report.stats().std());
        isNear(one, "skewness", report.stats().skewness());
        isNear(one, "kurtosis", report.stats().kurtosis());
    }

    private static void isExactly(QuantGolden.Case one, String figure, double actual) {
        assertThat(actual).as(figure).isEqualTo(one.figure(figure));
    }

    private static void isNear(QuantGolden.Case one, String figure, double actual) {
        double expected = one.figure(figure);
        if (Double.isInfinite(expected)) {
            isExactly(one, figure, actual);
        } else {
            assertThat(actual)
                    .as(figure)
                    .isCloseTo(expected, within(Math.max(ABSOLUTE, RELATIVE * Math.abs(expected))));
        }
    }
}
