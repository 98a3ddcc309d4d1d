package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Classes and ranges of groups, on integers that order like the floats.
 *
 * <p>Integer minima are single instructions; float minima must look after NaN.
 */
final class RangeLoops {
    private static final int LOWEST = Lanes.key(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
    private static final int HIGHEST = Lanes.key(Float.floatToRawIntBits(Float.POSITIVE_INFINITY));

    private RangeLoops() {}

    static int classify(float[] values, int count, float threshold, long[] salient) {
        int found = 0;
        int whole = count / 64;
        for (int word = 0; word < whole; word++) {
            long bits = classifyWord(values, 64 * word, threshold);
            salient[word] = bits;
            found += Long.bitCount(bits);
        }
        if (whole * 64 < count) {
            long bits = 0;
            for (int i = whole * 64; i < count; i++) {
                bits |= Math.abs(values[i]) > threshold ? 1L << i : 0;
            }
            salient[whole] = bits;
            found += Long.bitCount(bits);
        }
        return found;
    }

    private static long classifyWord(float[] values, int at, float threshold) {
        long bits = 0;
        for (int i = 0; i < 64; i += WIDTH) {
            VectorMask<Float> mask =
                    FloatVector.fromArray(FLOATS, values, at + i)
                            .abs()
                            .compare(VectorOperators.GT, threshold);
            bits |= mask.toLong() << i;
        }
        return bits;
    }

    static int countAbove(float[] values, int count, float threshold) {
        int above = 0;
        int i = 0;
        for (; i <= count - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            above += w.compare(VectorOperators.GT, threshold).trueCount();
        }
        for (; i < count; i++) {
            above += values[i] > threshold ? 1 : 0;
        }
        return above;
    }

    static void groupRanges(
            float[] values,
            int count,
            int groupSize,
            float threshold,
            boolean magnitudes,
            float[] low,
            float[] high,
            float[] salientLow,
            float[] salientHigh) {
        boolean one = threshold == Float.POSITIVE_INFINITY;
        for (int from = 0, group = 0; from < count; from += groupSize, group++) {
            int to = Math.min(count, from + groupSize);
            if (one) {
                oneClass(values, from, to, group, low, high);
                salientLow[group] = Float.POSITIVE_INFINITY;
                salientHigh[group] = Float.NEGATIVE_INFINITY;
            } else {
                twoClasses(
                        values,
                        from,
                        to,
                        threshold,
                        magnitudes,
                        group,
                        low,
                        high,
                        salientLow,
                        salientHigh);
            }
        }
    }

    private static void oneClass(
            float[] values, int from, int to, int group, float[] low, float[] high) {
        IntVector least = IntVector.broadcast(INTS, HIGHEST);
        IntVector most = IntVector.broadcast(INTS, LOWEST);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            IntVector keys =
                    Lanes.keys(FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts());
            least = least.min(keys);
            most = most.max(keys);
        }
        int lo = least.reduceLanes(VectorOperators.MIN);
        int hi = most.reduceLanes(VectorOperators.MAX);
        for (; i < to; i++) {
            int key = Lanes.key(Float.floatToRawIntBits(values[i]));
            lo = Math.min(lo, key);
            hi = Math.max(hi, key);
        }
        low[group] = Float.intBitsToFloat(Lanes.key(lo));
        high[group] = Float.intBitsToFloat(Lanes.key(hi));
    }

    private static void twoClasses(
            float[] values,
            int from,
            int to,
            float threshold,
            boolean magnitudes,
            int group,
            float[] low,
            float[] high,
            float[] salientLow,
            float[] salientHigh) {
        int limit = Float.floatToRawIntBits(threshold);
        int kept = magnitudes ? 0x7fffffff : -1;
        IntVector least = IntVector.broadcast(INTS, HIGHEST);
        IntVector most = IntVector.broadcast(INTS, LOWEST);
        IntVector salientLeast = least;
        IntVector salientMost = most;
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            VectorMask<Integer> salient = bits.and(0x7fffffff).compare(VectorOperators.GT, limit);
            VectorMask<Integer> other = salient.not();
            IntVector keys = Lanes.keys(bits);
            least = least.lanewise(VectorOperators.MIN, keys, other);
            most = most.lanewise(VectorOperators.MAX, keys, other);
            IntVector salientKeys = Lanes.keys(bits.and(kept));
            salientLeast = salientLeast.lanewise(VectorOperators.MIN, salientKeys, salient);
            salientMost = salientMost.lanewise(VectorOperators.MAX, salientKeys, salient);
        }
        int lo = least.reduceLanes(VectorOperators.MIN);
        int hi = most.reduceLanes(VectorOperators.MAX);
        int salientLo = salientLeast.reduceLanes(VectorOperators.MIN);
        int salientHi = salientMost.reduceLanes(VectorOperators.MAX);
        for (; i < to; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            if ((bits & 0x7fffffff) > limit) {
                salientLo = Math.min(salientLo, Lanes.key(bits & kept));
                salientHi = Math.max(salientHi, Lanes.key(bits & kept));
            } else {
                lo = Math.min(lo, Lanes.key(bits));
                hi = Math.max(hi, Lanes.key(bits));
            }
        }
        low[group] = Float.intBitsToFloat(Lanes.key(lo));
        high[group] = Float.intBitsToFloat(Lanes.key(hi));
        salientLow[group] = Float.intBitsToFloat(Lanes.key(salientLo));
        salientHigh[group] = Float.intBitsToFloat(Lanes.key(salientHi));
    }
}
