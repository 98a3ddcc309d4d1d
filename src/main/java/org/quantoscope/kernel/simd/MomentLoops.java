package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.DOUBLES;
import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.HALF;
import static org.quantoscope.kernel.simd.Lanes.HALF_FLOATS;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.MomentSums;
import org.quantoscope.kernel.Stripes;

/**
 * Moments of an original in double, one double vector of stripes per pass (see {@link ErrorLoops}).
 */
final class MomentLoops {
    private static final int STRIPES = Kernels.STRIPES;

    private MomentLoops() {}

    static void moments(float[] values, int count, MomentSums result) {
        double[] sum = new double[STRIPES];
        double[] squares = new double[STRIPES];
        int bound = count - count % STRIPES;
        for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
            sumStripes(values, bound, stripe, sum, squares);
        }
        for (int i = bound; i < count; i++) {
            sum[i % STRIPES] += values[i];
            squares[i % STRIPES] += (double) values[i] * values[i];
        }
        result.sum = Stripes.combine(sum);
        result.squares = Stripes.combine(squares);
        range(values, count, result);
    }

    private static DoubleVector widen(float[] from, int at) {
        return (DoubleVector)
                FloatVector.fromArray(HALF_FLOATS, from, at)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static void sumStripes(
            float[] values, int bound, int stripe, double[] sum, double[] squares) {
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        DoubleVector squareSums = DoubleVector.zero(DOUBLES);
        for (int i = stripe; i < bound; i += STRIPES) {
            DoubleVector w = widen(values, i);
            sums = sums.add(w);
            squareSums = squareSums.add(w.mul(w));
        }
        sums.intoArray(sum, stripe);
        squareSums.intoArray(squares, stripe);
    }

    private static void range(float[] values, int count, MomentSums result) {
        int lo = Lanes.key(Float.floatToRawIntBits(Float.POSITIVE_INFINITY));
        int hi = Lanes.key(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
        IntVector least = IntVector.broadcast(INTS, lo);
        IntVector most = IntVector.broadcast(INTS, hi);
        int i = 0;
        for (; i <= count - WIDTH; i += WIDTH) {
            IntVector keys =
                    Lanes.keys(FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts());
            least = least.min(keys);
            most = most.max(keys);
        }
        lo = least.reduceLanes(VectorOperators.MIN);
        hi = most.reduceLanes(VectorOperators.MAX);
        for (; i < count; i++) {
            int key = Lanes.key(Float.floatToRawIntBits(values[i]));
            lo = Math.min(lo, key);
            hi = Math.max(hi, key);
        }
        result.min = Float.intBitsToFloat(Lanes.key(lo));
        result.max = Float.intBitsToFloat(Lanes.key(hi));
    }

    static void centralMoments(float[] values, int count, double mean, MomentSums result) {
        double[] second = new double[STRIPES];
        double[] third = new double[STRIPES];
        double[] fourth = new double[STRIPES];
        int bound = count - count % STRIPES;
        for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
            centralStripes(values, bound, mean, stripe, second, third, fourth);
        }
        for (int i = bound; i < count; i++) {
            double d = values[i] - mean;
            double dd = d * d;
            second[i % STRIPES] += dd;
            third[i % STRIPES] += dd * d;
            fourth[i % STRIPES] += dd * dd;
        }
        result.second = Stripes.combine(second);
        result.third = Stripes.combine(third);
        result.fourth = Stripes.combine(fourth);
    }

    private static void centralStripes(
            float[] values,
            int bound,
            double mean,
            int stripe,
            double[] second,
            double[] third,
            double[] fourth) {
        DoubleVector seconds = DoubleVector.zero(DOUBLES);
        DoubleVector thirds = DoubleVector.zero(DOUBLES);
        DoubleVector fourths = DoubleVector.zero(DOUBLES);
        for (int i = stripe; i < bound; i += STRIPES) {
            DoubleVector d = widen(values, i).sub(mean);
            DoubleVector dd = d.mul(d);
            seconds = seconds.add(dd);
            thirds = thirds.add(dd.mul(d));
            fourths = fourths.add(dd.mul(dd));
        }
        seconds.intoArray(second, stripe);
        thirds.intoArray(third, stripe);
        fourths.intoArray(fourth, stripe);
    }
}
