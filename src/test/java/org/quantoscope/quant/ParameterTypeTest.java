package org.quantoscope.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.util.Random;

class ParameterTypeTest {
    @ParameterizedTest
    @EnumSource(
            value = ParameterType.class,
            names = {"F16", "BF16"})
    void roundsADoubleOnceToTheNearestValue(ParameterType type) {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            float grid =
                    type.round(
                            (float) (random.nextGaussian() * Math.pow(2, random.nextInt(20) - 12)));
            float next = neighbour(type, grid);
            // The middle between two values, and a hair to either side of it: less than half a
            // float ulp.
            double middle = ((double) grid + next) / 2;
            for (double x : new double[] {middle, Math.nextUp(middle), Math.nextDown(middle)}) {
                assertThat(type.round(x))
                        .as("%s of %s", type, x)
                        .isEqualTo(nearest(type, x, grid, next));
            }
        }
    }

    private static float neighbour(ParameterType type, float grid) {
        int bits = type.storedBits(grid);
        return type == ParameterType.F16
                ? Float.float16ToFloat((short) (bits + 1))
                : Float.intBitsToFloat((bits + 1) << 16);
    }

    private static float nearest(ParameterType type, double x, float a, float b) {
        int order =
                new BigDecimal(x)
                        .subtract(new BigDecimal(a))
                        .abs()
                        .compareTo(new BigDecimal(x).subtract(new BigDecimal(b)).abs());
        if (order == 0) {
            return (type.storedBits(a) & 1) == 0 ? a : b;
        }
        return order < 0 ? a : b;
    }

    @Test
    void overflowIsInfiniteAndMinusZeroIsZero() {
        assertThat(ParameterType.F16.round(65520f)).isInfinite();
        assertThat(ParameterType.F16.round(65519f)).isEqualTo(65504f);
        assertThat(ParameterType.F16.round(70000.0)).isInfinite();
        assertThat(Float.floatToRawIntBits(ParameterType.F16.round(-1e-9f))).isZero();
        assertThat(Float.floatToRawIntBits(ParameterType.F32.round(-0f))).isZero();
    }
}
