package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.DOUBLES;
import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.HALF;
import static org.quantoscope.kernel.simd.Lanes.HALF_FLOATS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.ForwardKernels;
import org.quantoscope.kernel.Stripes;

/**
 * What is found of a row of logits or weights of attention: its maximum, and sums in double.
 *
 * <p>Each pass over a row serves the stripes of one double vector, as in {@link ErrorLoops}.
 */
final class SumLoops {
    private static final int STRIPES = ForwardKernels.STRIPES;

    private SumLoops() {}

    static float max(float[] values, int at, int count) {
        float most = Float.NEGATIVE_INFINITY;
        int bound = count - count % WIDTH;
        if (bound > 0) {
            most = maxOfVectors(values, at, bound);
        }
        for (int i = at + bound; i < at + count; i++) {
            most = Math.max(most, values[i]);
        }
        return most;
    }

    private static float maxOfVectors(float[] values, int at, int count) {
        FloatVector most = FloatVector.fromArray(FLOATS, values, at);
        for (int i = at + WIDTH; i < at + count; i += WIDTH) {
            most = most.max(FloatVector.fromArray(FLOATS, values, i));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    static double sum(float[] values, int at, int count) {
        double[] sums = new double[STRIPES];
        int bound = count - count % STRIPES;
        for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
            sumStripes(values, at, bound, stripe, sums);
        }
        for (int i = bound; i < count; i++) {
            sums[i % STRIPES] += values[at + i];
        }
        return Stripes.combine(sums);
    }

    private static void sumStripes(float[] values, int at, int bound, int stripe, double[] sums) {
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int i = at + stripe; i < at + bound; i += STRIPES) {
            sum = sum.add(widen(values, i));
        }
        sum.intoArray(sums, stripe);
    }

    static double weightedDifference(
            float[] weights, float[] first, float[] second, int at, int count) {
        double[] sums = new double[STRIPES];
        int bound = count - count % STRIPES;
        for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
            differenceStripes(weights, first, second, at, bound, stripe, sums);
        }
        for (int i = bound; i < count; i++) {
            sums[i % STRIPES] += weights[i] * ((double) first[at + i] - second[at + i]);
        }
        return Stripes.combine(sums);
    }

    private static void differenceStripes(
            float[] weights,
            float[] first,
            float[] second,
            int at,
            int bound,
            int stripe,
            double[] sums) {
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int i = stripe; i < bound; i += STRIPES) {
            DoubleVector difference = widen(first, at + i).sub(widen(second, at + i));
            sum = sum.add(widen(weights, i).mul(difference));
        }
        sum.intoArray(sums, stripe);
    }

    private static DoubleVector widen(float[] from, int at) {
        return (DoubleVector)
                FloatVector.fromArray(HALF_FLOATS, from, at)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
    }
}
