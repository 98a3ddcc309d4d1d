package org.quantoscope.kernel;

import java.util.Arrays;

/** The forward pass's loops in plain Java: the specification of all others. */
public final class ScalarForwardKernels implements ForwardKernels {
    /** Bounds of exp's argument, within which 2^n is a normal float. */
    public static final float LEAST = -87;

    public static final float MOST = 88;

    public static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts, the first with few bits, so that n times it is exact. */
    public static final float LN2_HIGH = 0.693359375f;

    public static final float LN2_LOW = -2.12194440e-4f;

    /** exp(r) − 1 − r over r², for |r| ≤ ln 2 / 2 (the single precision one of Cephes). */
    public static final float[] SERIES = {
        1.9875691500e-4f,
        1.3981999507e-3f,
        8.3334519073e-3f,
        4.1665795894e-2f,
        1.6666665459e-1f,
        5.0000001201e-1f
    };

    /** 1.5 · 2^23: adding it rounds to a whole number, half-even. */
    private static final float ROUNDER = 12582912f;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiplyTile(
            float[] groups, int groupAt, float[] panels, int panelAt, int depth, float[] tile) {
        Arrays.fill(tile, 0, TILE, 0f);
        for (int k = 0; k < depth; k++) {
            int panel = panelAt + k * PANEL;
            for (int row = 0; row < GROUP; row++) {
                float left = groups[groupAt + k * GROUP + row];
                int to = row * PANEL;
                for (int column = 0; column < PANEL; column++) {
                    tile[to + column] = Math.fma(left, panels[panel + column], tile[to + column]);
                }
            }
        }
    }

    @Override
    public void exp(float[] values, int at, int count, float shift) {
        for (int i = at; i < at + count; i++) {
            values[i] = exp(values[i] - shift);
        }
    }

    @Override
    public void gate(float[] gate, float[] up, int at, int count) {
        for (int i = at; i < at + count; i++) {
            gate[i] = gate[i] / (1 + exp(-gate[i])) * up[i];
        }
    }

    @Override
    public float max(float[] values, int at, int count) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + count; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }

    @Override
    public double sum(float[] values, int at, int count) {
        double[] sums = new double[STRIPES];
        for (int i = 0; i < count; i++) {
            sums[i % STRIPES] += values[at + i];
        }
        return Stripes.combine(sums);
    }

    @Override
    public double weightedDifference(
            float[] weights, float[] first, float[] second, int at, int count) {
        double[] sums = new double[STRIPES];
        for (int i = 0; i < count; i++) {
            sums[i % STRIPES] += weights[i] * ((double) first[at + i] - second[at + i]);
        }
        return Stripes.combine(sums);
    }

    /** One value; vector loops call it for the rest of a row. */
    public static float exp(float value) {
        float x = Math.max(LEAST, Math.min(MOST, value));
        float n = Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float series = SERIES[0];
        for (int i = 1; i < SERIES.length; i++) {
            series = Math.fma(series, r, SERIES[i]);
        }
        float power = Float.intBitsToFloat((int) n + 127 << 23);
        return (Math.fma(series, r * r, r) + 1) * power;
    }
}
