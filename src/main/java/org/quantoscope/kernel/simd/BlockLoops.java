package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.FLOATS;
import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.ScalarKernels;

/**
 * llama.cpp's blocks of 32: ranges on integers that order like the floats, codes by truncation.
 *
 * <p>A block whose result hangs on which of two equal weights comes first, on the sign of a zero or
 * on a scale without a finite reciprocal is left to the scalar kernels: such blocks are rare.
 */
final class BlockLoops {
    private static final int WEIGHTS = BlockType.WEIGHTS;

    /** Truncating after adding it with the sign of x is C's {@code roundf} below 2^22. */
    static final float ALMOST_HALF = Math.nextDown(0.5f);

    static final int SIGNED_BYTE_LAST = 127;

    private BlockLoops() {}

    static void quantize(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        for (int from = 0; from < count; from += WEIGHTS) {
            if (!isDone(type, values, from, table, codes, restored)) {
                ScalarKernels.quantizeBlock(type, values, from, table, codes, restored);
            }
        }
    }

    /** Codes a block; false where it is one for the scalar kernels. */
    private static boolean isDone(
            BlockType type,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        if (type == BlockType.Q8_0) {
            return signedBytes(magnitude(values, from), values, from, table, codes, restored);
        }
        long range = range(values, from);
        float low = value((int) (range >> Integer.SIZE));
        float high = value((int) range);
        return type.hasMinimum()
                ? withMinimum(type, low, high, values, from, table, codes, restored)
                : centred(type, low, high, values, from, table, codes, restored);
    }

    /** Keys of the least and the greatest weight, in the upper and the lower half. */
    static long range(float[] values, int from) {
        IntVector least = keys(values, from);
        IntVector most = least;
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            IntVector keys = keys(values, i);
            least = least.min(keys);
            most = most.max(keys);
        }
        long low = least.reduceLanes(VectorOperators.MIN);
        return low << Integer.SIZE | Integer.toUnsignedLong(most.reduceLanes(VectorOperators.MAX));
    }

    private static float magnitude(float[] values, int from) {
        IntVector most = magnitudes(values, from);
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            most = most.max(magnitudes(values, i));
        }
        return Float.intBitsToFloat(most.reduceLanes(VectorOperators.MAX));
    }

    private static boolean centred(
            BlockType type,
            float low,
            float high,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        int lowest = type.lowest();
        int last = type.codeCount() - 1;
        float scale = (high > -low ? high : low) / lowest;
        float inverse = 1f / scale;
        if (high == -low || !isUsable(scale, inverse)) {
            return false;
        }
        float stored = stored(scale);
        centredCodes(values, from, inverse, lowest, last, stored, codes, restored);
        table.set(from / WEIGHTS, stored, 0, lowest, lowest + last);
        return true;
    }

    private static void centredCodes(
            float[] values,
            int from,
            float inverse,
            int lowest,
            int last,
            float stored,
            byte[] codes,
            float[] restored) {
        float half = 0.5f - lowest;
        for (int i = from; i < from + WEIGHTS; i += WIDTH) {
            FloatVector w = FloatVector.fromArray(FLOATS, values, i);
            IntVector code = truncated(w.mul(inverse).add(half)).min(last);
            CodeStore.store(code, codes, i);
            floats(code.add(lowest)).mul(stored).intoArray(restored, i);
        }
    }

    private static boolean withMinimum(
            BlockType type,
            float low,
            float high,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        int last = type.codeCount() - 1;
        float scale = (high - low) / last;
        float inverse = 1f / scale;
        if (low == 0 || high == 0 || !isUsable(scale, inverse)) {
            return false;
        }
        float stored = stored(scale);
        float minimum = stored(low);
        codesAbove(low, values, from, inverse, last, stored, minimum, codes, restored);
        table.set(from / WEIGHTS, stored, minimum, 0, last);
        return true;
    }

    private static void codesAbove(
            float low,
            float[] values,
            int from,
            float inverse,
            int last,
            float stored,
            float minimum,
            byte[] codes,
            float[] restored) {
        for (int i = from; i < from + WEIGHTS; i += WIDTH) {
            FloatVector above = FloatVector.fromArray(FLOATS, values, i).sub(low);
            IntVector code = truncated(above.mul(inverse).add(0.5f)).min(last);
            CodeStore.store(code, codes, i);
            floats(code).mul(stored).add(minimum).intoArray(restored, i);
        }
    }

    private static boolean signedBytes(
            float most, float[] values, int from, CodeTable table, byte[] codes, float[] restored) {
        float scale = most / SIGNED_BYTE_LAST;
        float inverse = 1f / scale;
        if (!isUsable(scale, inverse)) {
            return false;
        }
        float stored = stored(scale);
        int centre = SIGNED_BYTE_LAST + 1;
        for (int i = from; i < from + WEIGHTS; i += WIDTH) {
            FloatVector scaled = FloatVector.fromArray(FLOATS, values, i).mul(inverse);
            IntVector half =
                    scaled.reinterpretAsInts()
                            .and(Integer.MIN_VALUE)
                            .or(Float.floatToRawIntBits(ALMOST_HALF));
            IntVector q = truncated(scaled.add(half.reinterpretAsFloats()));
            CodeStore.store(q.add(centre), codes, i);
            floats(q).mul(stored).intoArray(restored, i);
        }
        table.set(from / WEIGHTS, stored, 0, -centre, SIGNED_BYTE_LAST);
        return true;
    }

    /** Whether codes by {@code inverse} are what they would be by exact numbers, nearly. */
    private static boolean isUsable(float scale, float inverse) {
        return Float.isFinite(scale) && Float.isFinite(inverse);
    }

    private static IntVector keys(float[] values, int at) {
        return Lanes.keys(FloatVector.fromArray(FLOATS, values, at).reinterpretAsInts());
    }

    static float value(int key) {
        return Float.intBitsToFloat(Lanes.key(key));
    }

    static IntVector magnitudes(float[] values, int at) {
        return FloatVector.fromArray(FLOATS, values, at).reinterpretAsInts().and(0x7fffffff);
    }

    private static IntVector truncated(FloatVector values) {
        return (IntVector) values.convertShape(VectorOperators.F2I, INTS, 0);
    }

    private static FloatVector floats(IntVector values) {
        return (FloatVector) values.convertShape(VectorOperators.I2F, FLOATS, 0);
    }

    private static float stored(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }
}
