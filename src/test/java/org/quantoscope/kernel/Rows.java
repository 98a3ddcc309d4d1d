package org.quantoscope.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows of weights that tempt a vector loop to differ from its scalar twin. */
final class Rows {
    private static final float[] ODDITIES = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e-30f,
        -1e-30f,
        1f,
        -1f,
        0.5f,
        -0.5f,
        65504f,
        -65504f,
        3e38f,
        -3e38f,
        Math.nextUp(1f),
        Math.nextDown(-1f)
    };

    private Rows() {}

    /**
     * A row and what it is.
     *
     * @param name for the test report
     * @param values the row
     */
    record Row(String name, float[] values) {
        @Override
        public String toString() {
            return name + " x " + values.length;
        }
    }

    /** Every length from 0 to 70, then some around powers of two and one long. */
    static IntStream lengths() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 70),
                IntStream.of(127, 128, 129, 255, 256, 257, 511, 513, 768, 1000, 4096, 5000));
    }

    /** Rows of every kind at every length. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        lengths().forEach(length -> rows.addAll(of(length)));
        return rows;
    }

    static List<Row> of(int length) {
        Random random = new Random(31L * length + 7);
        return List.of(
                new Row("normal", normal(length, random)),
                new Row("ties", filled(length, i -> (random.nextInt(9) - 4) / 4f)),
                new Row("signed zeros", filled(length, i -> random.nextBoolean() ? 0f : -0f)),
                new Row("all equal", filled(length, i -> -0.375f)),
                new Row(
                        "subnormal",
                        filled(length, i -> (random.nextInt(2001) - 1000) * Float.MIN_VALUE)),
                new Row("odd", filled(length, i -> ODDITIES[random.nextInt(ODDITIES.length)])));
    }

    /** Normally distributed with a few outliers, rounded to bf16 as in a checkpoint. */
    static float[] normal(int length, Random random) {
        return filled(
                length,
                i -> {
                    float wide = random.nextInt(50) == 0 ? 12f : 1f;
                    float w = (float) random.nextGaussian() * 0.02f * wide;
                    return Float.intBitsToFloat(Float.floatToRawIntBits(w) & 0xffff0000);
                });
    }

    /** Thresholds that no weight, some weights, a tie and every weight but zero lie beyond. */
    static float[] thresholds(float[] values) {
        float[] magnitudes = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            magnitudes[i] = Math.abs(values[i]);
        }
        java.util.Arrays.sort(magnitudes);
        float tie = values.length == 0 ? 1 : magnitudes[values.length * 9 / 10];
        float most = values.length == 0 ? 1 : magnitudes[values.length - 1];
        return new float[] {
            Float.POSITIVE_INFINITY, most, tie, Math.nextDown(Math.max(tie, 1e-40f)), 0.03f, 0f
        };
    }

    private interface At {
        float value(int i);
    }

    private static float[] filled(int length, At at) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = at.value(i);
        }
        return values;
    }
}
