package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.DOUBLES;
import static org.quantoscope.kernel.simd.Lanes.HALF;
import static org.quantoscope.kernel.simd.Lanes.HALF_FLOATS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.FitSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;

/**
 * Sums that a fit of parameters needs, in double, one double vector of stripes per pass (see {@link
 * ErrorLoops}).
 *
 * <p>Σq and Σq² are sums of whole numbers below 2^53: exact in any order.
 */
final class FitLoops {
    private static final int STRIPES = Kernels.STRIPES;
    private static final int ERROR = 0;
    private static final int X = STRIPES;
    private static final int XQ = 2 * STRIPES;
    private static final int Q = 3 * STRIPES;
    private static final int QQ = 4 * STRIPES;

    private FitLoops() {}

    static void fitSums(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        double[] sums = new double[5 * STRIPES];
        int bound = to - (to - from) % STRIPES;
        long count = 0;
        for (int stripe = 0; stripe < STRIPES && from < bound; stripe += HALF) {
            count +=
                    stripes(
                            values,
                            from,
                            bound,
                            threshold,
                            salientClass,
                            table,
                            entry,
                            stripe,
                            sums);
        }
        for (int i = bound; i < to; i++) {
            if ((Math.abs(values[i]) > threshold) == salientClass) {
                one(values[i], i - bound, table, entry, sums);
                count++;
            }
        }
        result.count = count;
        result.squaredError = combine(sums, ERROR);
        result.x = combine(sums, X);
        result.xq = combine(sums, XQ);
        result.q = (long) combine(sums, Q);
        result.qq = (long) combine(sums, QQ);
    }

    private static double combine(double[] sums, int at) {
        for (int width = STRIPES / 2; width > 0; width /= 2) {
            for (int i = at; i < at + width; i++) {
                sums[i] += sums[i + width];
            }
        }
        return sums[at];
    }

    private static void one(float w, int stripe, CodeTable table, int entry, double[] sums) {
        float x = table.lobes ? Math.abs(w) : w;
        float q = ScalarKernels.code(x, table, entry);
        double e = (double) (q * table.scale[entry] + table.offset[entry]) - x;
        sums[ERROR + stripe] += e * e;
        sums[X + stripe] += x;
        sums[XQ + stripe] += (double) x * q;
        sums[Q + stripe] += q;
        sums[QQ + stripe] += (double) q * q;
    }

    private static VectorMask<Float> members(FloatVector w, float threshold, boolean salientClass) {
        return salientClass
                ? w.abs().compare(VectorOperators.GT, threshold)
                : w.abs().compare(VectorOperators.LE, threshold);
    }

    private static FloatVector codes(FloatVector x, CodeTable table, int entry) {
        FloatVector scaled = x.sub(table.offset[entry]).mul(table.inverse[entry]);
        FloatVector lowest = FloatVector.broadcast(HALF_FLOATS, table.lowest[entry]);
        FloatVector highest = FloatVector.broadcast(HALF_FLOATS, table.highest[entry]);
        FloatVector atLeast = scaled.blend(lowest, scaled.lt(lowest));
        return atLeast.blend(highest, highest.lt(atLeast)).add(ROUNDER).sub(ROUNDER);
    }

    private static DoubleVector widen(FloatVector narrow) {
        return (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static int stripes(
            float[] values,
            int from,
            int bound,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            int stripe,
            double[] sums) {
        int sign = table.lobes ? 0x7fffffff : -1;
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        DoubleVector errors = DoubleVector.zero(DOUBLES);
        DoubleVector xs = DoubleVector.zero(DOUBLES);
        DoubleVector xqs = DoubleVector.zero(DOUBLES);
        DoubleVector qs = DoubleVector.zero(DOUBLES);
        DoubleVector qqs = DoubleVector.zero(DOUBLES);
        int count = 0;
        for (int i = from + stripe; i < bound; i += STRIPES) {
            FloatVector w = FloatVector.fromArray(HALF_FLOATS, values, i);
            VectorMask<Float> member = members(w, threshold, salientClass);
            VectorMask<Double> wide = member.cast(DOUBLES);
            count += member.trueCount();
            FloatVector x = w.reinterpretAsInts().and(sign).reinterpretAsFloats();
            FloatVector q = codes(x, table, entry);
            DoubleVector wideX = widen(x);
            DoubleVector wideQ = widen(q);
            DoubleVector e = widen(q.mul(scale).add(offset)).sub(wideX);
            errors = errors.add(e.mul(e), wide);
            xs = xs.add(wideX, wide);
            xqs = xqs.add(wideX.mul(wideQ), wide);
            qs = qs.add(wideQ, wide);
            qqs = qqs.add(wideQ.mul(wideQ), wide);
        }
        errors.intoArray(sums, ERROR + stripe);
        xs.intoArray(sums, X + stripe);
        xqs.intoArray(sums, XQ + stripe);
        qs.intoArray(sums, Q + stripe);
        qqs.intoArray(sums, QQ + stripe);
        return count;
    }

    /** The squared error alone, for fits that only compare. */
    static double classError(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry) {
        double[] sums = new double[STRIPES];
        int bound = to - (to - from) % STRIPES;
        for (int stripe = 0; stripe < STRIPES && from < bound; stripe += HALF) {
            errorStripes(values, from, bound, threshold, salientClass, table, entry, stripe, sums);
        }
        for (int i = bound; i < to; i++) {
            if ((Math.abs(values[i]) > threshold) == salientClass) {
                float x = table.lobes ? Math.abs(values[i]) : values[i];
                float q = ScalarKernels.code(x, table, entry);
                double e = (double) (q * table.scale[entry] + table.offset[entry]) - x;
                sums[i - bound] += e * e;
            }
        }
        return combine(sums, 0);
    }

    private static void errorStripes(
            float[] values,
            int from,
            int bound,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            int stripe,
            double[] sums) {
        int sign = table.lobes ? 0x7fffffff : -1;
        float scale = table.scale[entry];
        float offset = table.offset[entry];
        DoubleVector errors = DoubleVector.zero(DOUBLES);
        for (int i = from + stripe; i < bound; i += STRIPES) {
            FloatVector w = FloatVector.fromArray(HALF_FLOATS, values, i);
            VectorMask<Double> member = members(w, threshold, salientClass).cast(DOUBLES);
            FloatVector x = w.reinterpretAsInts().and(sign).reinterpretAsFloats();
            FloatVector restored = codes(x, table, entry).mul(scale).add(offset);
            DoubleVector e = widen(restored).sub(widen(x));
            errors = errors.add(e.mul(e), member);
        }
        errors.intoArray(sums, stripe);
    }
}
