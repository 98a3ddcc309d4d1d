package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
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
                            salientTable.lobes
                                    ? lobes(
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
                                    : twoClasses(
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

    /** Clamps to whole bounds, then adds the rounder: the sum's low bits are the rounded number. */
    private static FloatVector rounded(
            FloatVector scaled, FloatVector lowest, FloatVector highest) {
        FloatVector atLeast = scaled.blend(lowest, scaled.lt(lowest));
        return atLeast.blend(highest, highest.lt(atLeast)).add(ROUNDER);
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
        FloatVector lowest = FloatVector.broadcast(FLOATS, table.lowest[entry]);
        FloatVector highest = FloatVector.broadcast(FLOATS, table.highest[entry]);
        int bias = ROUNDER_BITS + (int) table.lowest[entry];
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            FloatVector sum = rounded(w.sub(offset).mul(inverse), lowest, highest);
            CodeStore.store(sum.reinterpretAsInts().sub(bias), codes, i);
            sum.sub(ROUNDER).mul(scale).add(offset).intoArray(restored, i);
        }
        return i;
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
        FloatVector scales = FloatVector.broadcast(FLOATS, table.scale[entry]);
        FloatVector inverses = FloatVector.broadcast(FLOATS, table.inverse[entry]);
        FloatVector offsets = FloatVector.broadcast(FLOATS, table.offset[entry]);
        FloatVector lowests = FloatVector.broadcast(FLOATS, table.lowest[entry]);
        FloatVector highests = FloatVector.broadcast(FLOATS, table.highest[entry]);
        float scale = salientTable.scale[salientEntry];
        float inverse = salientTable.inverse[salientEntry];
        float offset = salientTable.offset[salientEntry];
        float lowestCode = salientTable.lowest[salientEntry];
        float highestCode = salientTable.highest[salientEntry];
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            VectorMask<Float> salient = w.abs().compare(VectorOperators.GT, threshold);
            FloatVector lowest = lowests.blend(lowestCode, salient);
            FloatVector shift = offsets.blend(offset, salient);
            FloatVector scaled = w.sub(shift).mul(inverses.blend(inverse, salient));
            FloatVector q =
                    rounded(scaled, lowest, highests.blend(highestCode, salient)).sub(ROUNDER);
            IntVector code = q.sub(lowest).add(ROUNDER).reinterpretAsInts().sub(ROUNDER_BITS);
            CodeStore.store(code, codes, i);
            q.mul(scales.blend(scale, salient)).add(shift).intoArray(restored, i);
        }
        return i;
    }

    /** As {@link #twoClasses}, but the salient class codes sign and magnitude. */
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
        FloatVector lowests = FloatVector.broadcast(FLOATS, table.lowest[entry]);
        FloatVector highests = FloatVector.broadcast(FLOATS, table.highest[entry]);
        float scale = salientTable.scale[salientEntry];
        float inverse = salientTable.inverse[salientEntry];
        float offset = salientTable.offset[salientEntry];
        float lowestCode = salientTable.lowest[salientEntry];
        float highestCode = salientTable.highest[salientEntry];
        int signShift = 31 - Integer.numberOfTrailingZeros(salientTable.signBit);
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            FloatVector magnitude = w.abs();
            VectorMask<Float> salient = magnitude.compare(VectorOperators.GT, threshold);
            FloatVector lowest = lowests.blend(lowestCode, salient);
            FloatVector shift = offsets.blend(offset, salient);
            FloatVector scaled =
                    w.blend(magnitude, salient).sub(shift).mul(inverses.blend(inverse, salient));
            FloatVector q =
                    rounded(scaled, lowest, highests.blend(highestCode, salient)).sub(ROUNDER);
            IntVector sign = w.blend(0f, salient.not()).reinterpretAsInts().and(Integer.MIN_VALUE);
            IntVector code = q.sub(lowest).add(ROUNDER).reinterpretAsInts().sub(ROUNDER_BITS);
            CodeStore.store(code.or(sign.lanewise(VectorOperators.LSHR, signShift)), codes, i);
            FloatVector value = q.mul(scales.blend(scale, salient)).add(shift);
            value.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, sign)
                    .reinterpretAsFloats()
                    .intoArray(restored, i);
        }
        return i;
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
