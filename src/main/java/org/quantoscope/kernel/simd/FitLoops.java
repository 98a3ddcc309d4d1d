package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.DOUBLES;
import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.HALF;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.FitSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;

import java.util.Arrays;

/**
 * Sums that a fit of parameters needs.
 *
 * <p>Blocks of weights are staged as floats first: x, q and the restored value, all 0 for weights
 * of the other class and for the padding to whole stripes, which then add nothing to any sum. The
 * sums in double follow, one double vector of stripes per pass (see {@link ErrorLoops}).
 */
final class FitLoops {
    private static final int STRIPES = Kernels.STRIPES;
    private static final int BLOCK = FitSums.STAGED;
    private static final int CODES = BLOCK;
    private static final int RESTORED = 2 * BLOCK;

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
        double[] stripes = result.stripes;
        Arrays.fill(stripes, 0);
        result.count = 0;
        result.q = 0;
        result.qq = 0;
        for (int at = from; at < to; at += BLOCK) {
            int size = Math.min(BLOCK, to - at);
            int done = stage(values, at, size, threshold, salientClass, table, entry, result);
            stageTail(values, at, done, size, threshold, salientClass, table, entry, result);
            sumCodes(result, size);
            for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
                sumStripes(result.staged, size, stripe, stripes);
            }
        }
        result.squaredError = combine(stripes, 0);
        result.x = combine(stripes, STRIPES);
        result.xq = combine(stripes, 2 * STRIPES);
    }

    /** Sets the squared error alone, for fits that only compare. */
    static void classError(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        double[] stripes = result.stripes;
        Arrays.fill(stripes, 0, STRIPES, 0);
        for (int at = from; at < to; at += BLOCK) {
            int size = Math.min(BLOCK, to - at);
            int done = stage(values, at, size, threshold, salientClass, table, entry, result);
            stageTail(values, at, done, size, threshold, salientClass, table, entry, result);
            for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
                errorStripes(result.staged, size, stripe, stripes);
            }
        }
        result.squaredError = combine(stripes, 0);
    }

    private static double combine(double[] sums, int at) {
        for (int width = STRIPES / 2; width > 0; width /= 2) {
            for (int i = at; i < at + width; i++) {
                sums[i] += sums[i + width];
            }
        }
        return sums[at];
    }

    /** Stages whole vectors, counts members, and returns how many weights are staged. */
    private static int stage(
            float[] values,
            int at,
            int size,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        float[] staged = result.staged;
        int kept = table.lobes ? 0x7fffffff : -1;
        float scale = table.scale[entry];
        float inverse = table.inverse[entry];
        float offset = table.offset[entry];
        int lowest = ROUNDER_BITS + (int) table.lowest[entry];
        int highest = ROUNDER_BITS + (int) table.highest[entry];
        int limit = Float.floatToRawIntBits(threshold);
        // The sign of limit - |w| tells the class; flipped so that it is set for members.
        int flip = salientClass ? 0 : -1;
        IntVector members = IntVector.zero(INTS);
        int i = 0;
        for (; i <= size - WIDTH; i += WIDTH) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, at + i).reinterpretAsInts();
            IntVector member =
                    bits.and(0x7fffffff)
                            .neg()
                            .add(limit)
                            .lanewise(VectorOperators.XOR, flip)
                            .lanewise(VectorOperators.ASHR, 31);
            members = members.sub(member);
            FloatVector x = bits.and(kept).reinterpretAsFloats();
            IntVector sum = x.sub(offset).mul(inverse).add(ROUNDER).reinterpretAsInts();
            FloatVector q = sum.max(lowest).min(highest).reinterpretAsFloats().sub(ROUNDER);
            store(x, member, staged, i);
            store(q, member, staged, CODES + i);
            store(q.mul(scale).add(offset), member, staged, RESTORED + i);
        }
        result.count += members.reduceLanes(VectorOperators.ADD);
        return i;
    }

    private static void store(FloatVector value, IntVector member, float[] into, int at) {
        value.reinterpretAsInts().and(member).reinterpretAsFloats().intoArray(into, at);
    }

    private static void stageTail(
            float[] values,
            int at,
            int done,
            int size,
            float threshold,
            boolean salientClass,
            CodeTable table,
            int entry,
            FitSums result) {
        float[] staged = result.staged;
        for (int i = done; i < size; i++) {
            float w = values[at + i];
            boolean member = (Math.abs(w) > threshold) == salientClass;
            float x = table.lobes ? Math.abs(w) : w;
            float q = ScalarKernels.code(x, table, entry);
            staged[i] = member ? x : 0;
            staged[CODES + i] = member ? q : 0;
            staged[RESTORED + i] = member ? q * table.scale[entry] + table.offset[entry] : 0;
            result.count += member ? 1 : 0;
        }
        int padded = (size + STRIPES - 1) / STRIPES * STRIPES;
        Arrays.fill(staged, size, padded, 0);
        Arrays.fill(staged, CODES + size, CODES + padded, 0);
        Arrays.fill(staged, RESTORED + size, RESTORED + padded, 0);
    }

    /** Whole numbers: exact in any order; a block's squares stay below 2^31. */
    private static void sumCodes(FitSums result, int size) {
        IntVector sums = IntVector.zero(INTS);
        IntVector squares = IntVector.zero(INTS);
        for (int i = 0; i < size; i += WIDTH) {
            IntVector q =
                    FloatVector.fromArray(FLOATS, result.staged, CODES + i)
                            .add(ROUNDER)
                            .reinterpretAsInts()
                            .sub(ROUNDER_BITS);
            sums = sums.add(q);
            squares = squares.add(q.mul(q));
        }
        result.q += sums.reduceLanes(VectorOperators.ADD);
        result.qq += squares.reduceLanes(VectorOperators.ADD);
    }

    private static DoubleVector widen(float[] from, int at) {
        return (DoubleVector)
                FloatVector.fromArray(Lanes.HALF_FLOATS, from, at)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private static void sumStripes(float[] staged, int size, int stripe, double[] sums) {
        DoubleVector errors = DoubleVector.fromArray(DOUBLES, sums, stripe);
        DoubleVector xs = DoubleVector.fromArray(DOUBLES, sums, STRIPES + stripe);
        DoubleVector xqs = DoubleVector.fromArray(DOUBLES, sums, 2 * STRIPES + stripe);
        for (int i = stripe; i < size + stripe; i += STRIPES) {
            DoubleVector x = widen(staged, i);
            DoubleVector e = widen(staged, RESTORED + i).sub(x);
            errors = errors.add(e.mul(e));
            xs = xs.add(x);
            xqs = xqs.add(x.mul(widen(staged, CODES + i)));
        }
        errors.intoArray(sums, stripe);
        xs.intoArray(sums, STRIPES + stripe);
        xqs.intoArray(sums, 2 * STRIPES + stripe);
    }

    private static void errorStripes(float[] staged, int size, int stripe, double[] sums) {
        DoubleVector errors = DoubleVector.fromArray(DOUBLES, sums, stripe);
        for (int i = stripe; i < size + stripe; i += STRIPES) {
            DoubleVector e = widen(staged, RESTORED + i).sub(widen(staged, i));
            errors = errors.add(e.mul(e));
        }
        errors.intoArray(sums, stripe);
    }
}
