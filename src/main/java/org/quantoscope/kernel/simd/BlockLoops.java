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
    private static final float ALMOST_HALF = Math.nextDown(0.5f);

    private static final int SIGNED_BYTE_LAST = 127;

    private BlockLoops() {}

    static void quantize(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        for (int from = 0; from < count; from += WEIGHTS) {
            boolean done =
                    type == BlockType.Q8_0
                            ? signedBytes(values, from, table, codes, restored)
                            : type.hasMinimum()
                                    ? withMinimum(type, values, from, table, codes, restored)
                                    : centred(type, values, from, table, codes, restored);
            if (!done) {
                ScalarKernels.quantizeBlock(type, values, from, table, codes, restored);
            }
        }
    }

    private static boolean centred(
            BlockType type,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        IntVector keys = keys(values, from);
        IntVector least = keys;
        IntVector most = keys;
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            keys = keys(values, i);
            least = least.min(keys);
            most = most.max(keys);
        }
        float low = value(least.reduceLanes(VectorOperators.MIN));
        float high = value(most.reduceLanes(VectorOperators.MAX));
        float scale = (high > -low ? high : low) / type.lowest();
        float inverse = 1f / scale;
        if (high == -low || !isUsable(scale, inverse)) {
            return false;
        }
        float half = 0.5f - type.lowest();
        int last = type.codeCount() - 1;
        float stored = stored(scale);
        for (int i = from; i < from + WEIGHTS; i += WIDTH) {
            IntVector code =
                    truncated(FloatVector.fromArray(FLOATS, values, i).mul(inverse).add(half))
                            .min(last);
            CodeStore.store(code, codes, i);
            floats(code.add(type.lowest())).mul(stored).intoArray(restored, i);
        }
        table.set(from / WEIGHTS, stored, 0, type.lowest(), type.lowest() + last);
        return true;
    }

    private static boolean withMinimum(
            BlockType type,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        IntVector keys = keys(values, from);
        IntVector least = keys;
        IntVector most = keys;
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            keys = keys(values, i);
            least = least.min(keys);
            most = most.max(keys);
        }
        float low = value(least.reduceLanes(VectorOperators.MIN));
        float high = value(most.reduceLanes(VectorOperators.MAX));
        int last = type.codeCount() - 1;
        float scale = (high - low) / last;
        float inverse = 1f / scale;
        if (low == 0 || high == 0 || !isUsable(scale, inverse)) {
            return false;
        }
        float stored = stored(scale);
        float minimum = stored(low);
        for (int i = from; i < from + WEIGHTS; i += WIDTH) {
            FloatVector above = FloatVector.fromArray(FLOATS, values, i).sub(low);
            IntVector code = truncated(above.mul(inverse).add(0.5f)).min(last);
            CodeStore.store(code, codes, i);
            floats(code).mul(stored).add(minimum).intoArray(restored, i);
        }
        table.set(from / WEIGHTS, stored, minimum, 0, last);
        return true;
    }

    private static boolean signedBytes(
            float[] values, int from, CodeTable table, byte[] codes, float[] restored) {
        IntVector most = magnitudes(values, from);
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            most = most.max(magnitudes(values, i));
        }
        float scale =
                Float.intBitsToFloat(most.reduceLanes(VectorOperators.MAX)) / SIGNED_BYTE_LAST;
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

    private static float value(int key) {
        return Float.intBitsToFloat(Lanes.key(key));
    }

    private static IntVector magnitudes(float[] values, int at) {
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
