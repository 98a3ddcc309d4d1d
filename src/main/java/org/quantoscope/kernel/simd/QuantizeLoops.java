package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER;
import static org.quantoscope.kernel.simd.Lanes.ROUNDER_BITS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.CodeTable;

/** Codes and restored values of a row: method.md section 3, 4 to 16 weights at a time. */
final class QuantizeLoops {
    private QuantizeLoops() {}

    static void quantize(
            float[] values,
            int count,
            float threshold,
            CodeTable table,
            CodeTable salientTable,
            byte[] codes,
            float[] restored) {
        boolean oneClass = threshold == Float.POSITIVE_INFINITY;
        int step = oneClass ? table.groupSize : Math.min(table.groupSize, salientTable.groupSize);
        boolean aligned =
                oneClass
                        || (table.groupSize % step == 0 && salientTable.groupSize % step == 0)
                        || Math.max(table.groupSize, salientTable.groupSize) >= count;
        for (int from = 0; from < count; from += step) {
            int to = Math.min(count, from + step);
            int done = from;
            if (to - from >= WIDTH && aligned) {
                int entry = from / table.groupSize;
                if (oneClass) {
                    done = oneClass(values, from, to, table, entry, codes, restored);
                } else {
                    int salientEntry = from / salientTable.groupSize;
                    done =
                            twoClasses(
                                    values,
                                    from,
                                    to,
                                    threshold,
                                    table,
                                    entry,
                                    salientTable,
                                    salientEntry,
                                    codes,
                                    restored);
                }
            }
            for (int i = done; i < to; i++) {
                one(values, i, threshold, table, salientTable, codes, restored);
            }
        }
    }

    private static int twoClasses(
            float[] values,
            int from,
            int to,
            float threshold,
            CodeTable table,
            int entry,
            CodeTable salientTable,
            int salientEntry,
            byte[] codes,
            float[] restored) {
        if (salientTable.lobes) {
            return lobes(
                    values,
                    from,
                    to,
                    threshold,
                    table,
                    entry,
                    salientTable,
                    salientEntry,
                    codes,
                    restored);
        }
        boolean same =
                table.lowest[entry] == salientTable.lowest[salientEntry]
                        && table.highest[entry] == salientTable.highest[salientEntry];
        return same
                ? sameBounds(
                        values,
                        from,
                        to,
                        threshold,
                        table,
                        entry,
                        salientTable,
                        salientEntry,
                        codes,
                        restored)
                : ownBounds(
                        values,
                        from,
                        to,
                        threshold,
                        table,
                        entry,
                        salientTable,
                        salientEntry,
                        codes,
                        restored);
    }

    /**
     * Rounds by adding the rounder, then clamps to whole bounds: the bits of such sums order like
     * the numbers, however far outside these lie.
     *
     * @return q + {@link Lanes#ROUNDER_BITS}
     */
    private static IntVector rounded(FloatVector scaled, IntVector lowest, IntVector highest) {
        return scaled.add(ROUNDER).reinterpretAsInts().max(lowest).min(highest);
    }

    /** q of {@link #rounded}. */
    private static FloatVector whole(IntVector bits) {
        return bits.reinterpretAsFloats().sub(ROUNDER);
    }

    private static int bits(float whole) {
        return ROUNDER_BITS + (int) whole;
    }

    private static int oneClass(
            float[] values,
            int from,
            int to,
            CodeTable table,
            int entry,
            byte[] codes,
            float[] restored) {
        float scale = table.scale[entry];
        float inverse = table.inverse[entry];
        float offset = table.offset[entry];
        int lowestBits = bits(table.lowest[entry]);
        IntVector lowest = IntVector.broadcast(INTS, lowestBits);
        IntVector highest = IntVector.broadcast(INTS, bits(table.highest[entry]));
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            IntVector q = rounded(w.sub(offset).mul(inverse), lowest, highest);
            CodeStore.store(q.sub(lowestBits), codes, i);
            whole(q).mul(scale).add(offset).intoArray(restored, i);
        }
        return i;
    }

    /** Both classes have the same bounds, as all schemes but the zero-point one do. */
    private static int sameBounds(
            float[] values,
            int from,
            int to,
            float threshold,
            CodeTable table,
            int entry,
            CodeTable salientTable,
            int salientEntry,
            byte[] codes,
            float[] restored) {
        FloatVector scales = FloatVector.broadcast(FLOATS, table.scale[entry]);
        FloatVector inverses = FloatVector.broadcast(FLOATS, table.inverse[entry]);
        FloatVector offsets = FloatVector.broadcast(FLOATS, table.offset[entry]);
        float scale = salientTable.scale[salientEntry];
        float inverse = salientTable.inverse[salientEntry];
        float offset = salientTable.offset[salientEntry];
        int lowestBits = bits(table.lowest[entry]);
        IntVector lowest = IntVector.broadcast(INTS, lowestBits);
        IntVector highest = IntVector.broadcast(INTS, bits(table.highest[entry]));
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            VectorMask<Float> salient = w.abs().compare(VectorOperators.GT, threshold);
            FloatVector shift = offsets.blend(offset, salient);
            FloatVector scaled = w.sub(shift).mul(inverses.blend(inverse, salient));
            IntVector q = rounded(scaled, lowest, highest);
            CodeStore.store(q.sub(lowestBits), codes, i);
            whole(q).mul(scales.blend(scale, salient)).add(shift).intoArray(restored, i);
        }
        return i;
    }

    private static int ownBounds(
            float[] values,
            int from,
            int to,
            float threshold,
            CodeTable table,
            int entry,
            CodeTable salientTable,
            int salientEntry,
            byte[] codes,
            float[] restored) {
        FloatVector scales = FloatVector.broadcast(FLOATS, table.scale[entry]);
        FloatVector inverses = FloatVector.broadcast(FLOATS, table.inverse[entry]);
        FloatVector offsets = FloatVector.broadcast(FLOATS, table.offset[entry]);
        IntVector lowests = IntVector.broadcast(INTS, bits(table.lowest[entry]));
        IntVector highests = IntVector.broadcast(INTS, bits(table.highest[entry]));
        float scale = salientTable.scale[salientEntry];
        float inverse = salientTable.inverse[salientEntry];
        float offset = salientTable.offset[salientEntry];
        int lowestBits = bits(salientTable.lowest[salientEntry]);
        int highestBits = bits(salientTable.highest[salientEntry]);
        int limit = Float.floatToRawIntBits(threshold);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            VectorMask<Float> salient = w.abs().compare(VectorOperators.GT, threshold);
            VectorMask<Integer> same = isSalient(w, limit);
            FloatVector shift = offsets.blend(offset, salient);
            FloatVector scaled = w.sub(shift).mul(inverses.blend(inverse, salient));
            IntVector lowest = lowests.blend(lowestBits, same);
            IntVector q = rounded(scaled, lowest, highests.blend(highestBits, same));
            CodeStore.store(q.sub(lowest), codes, i);
            whole(q).mul(scales.blend(scale, salient)).add(shift).intoArray(restored, i);
        }
        return i;
    }

    /** As {@link #ownBounds}, but the salient class codes sign and magnitude. */
    private static int lobes(
            float[] values,
            int from,
            int to,
            float threshold,
            CodeTable table,
            int entry,
            CodeTable salientTable,
            int salientEntry,
            byte[] codes,
            float[] restored) {
        FloatVector scales = FloatVector.broadcast(FLOATS, table.scale[entry]);
        FloatVector inverses = FloatVector.broadcast(FLOATS, table.inverse[entry]);
        FloatVector offsets = FloatVector.broadcast(FLOATS, table.offset[entry]);
        IntVector lowests = IntVector.broadcast(INTS, bits(table.lowest[entry]));
        IntVector highests = IntVector.broadcast(INTS, bits(table.highest[entry]));
        float scale = salientTable.scale[salientEntry];
        float inverse = salientTable.inverse[salientEntry];
        float offset = salientTable.offset[salientEntry];
        int lowestBits = bits(salientTable.lowest[salientEntry]);
        int highestBits = bits(salientTable.highest[salientEntry]);
        int limit = Float.floatToRawIntBits(threshold);
        int signShift = 31 - Integer.numberOfTrailingZeros(salientTable.signBit);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            FloatVector magnitude = w.abs();
            VectorMask<Float> salient = magnitude.compare(VectorOperators.GT, threshold);
            VectorMask<Integer> same = isSalient(w, limit);
            FloatVector shift = offsets.blend(offset, salient);
            FloatVector scaled =
                    w.blend(magnitude, salient).sub(shift).mul(inverses.blend(inverse, salient));
            IntVector lowest = lowests.blend(lowestBits, same);
            IntVector q = rounded(scaled, lowest, highests.blend(highestBits, same));
            IntVector sign = IntVector.zero(INTS).blend(signs(w), same);
            CodeStore.store(
                    q.sub(lowest).or(sign.lanewise(VectorOperators.LSHR, signShift)), codes, i);
            FloatVector value = whole(q).mul(scales.blend(scale, salient)).add(shift);
            value.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(restored, i);
        }
        return i;
    }

    /** The class as a mask of ints; casting the mask of floats would box it. */
    private static VectorMask<Integer> isSalient(FloatVector values, int limit) {
        return values.reinterpretAsInts().and(Integer.MAX_VALUE).compare(VectorOperators.GT, limit);
    }

    private static IntVector signs(FloatVector values) {
        return values.reinterpretAsInts().and(Integer.MIN_VALUE);
    }

    private static void one(
            float[] values,
            int i,
            float threshold,
            CodeTable table,
            CodeTable salientTable,
            byte[] codes,
            float[] restored) {
        float w = values[i];
        CodeTable chosen = Math.abs(w) > threshold ? salientTable : table;
        int entry = i / chosen.groupSize;
        float scaled =
                ((chosen.lobes ? Math.abs(w) : w) - chosen.offset[entry]) * chosen.inverse[entry];
        float lowest = chosen.lowest[entry];
        float highest = chosen.highest[entry];
        float q =
                (scaled < lowest ? lowest : scaled > highest ? highest : scaled)
                        + ROUNDER
                        - ROUNDER;
        float value = q * chosen.scale[entry] + chosen.offset[entry];
        int code = (int) (q - lowest);
        boolean negative = chosen.lobes && w < 0;
        restored[i] = negative ? -value : value;
        codes[i] = (byte) (negative ? code | chosen.signBit : code);
    }
}
