package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.INTS;
import static org.quantoscope.kernel.simd.Lanes.ORDER;
import static org.quantoscope.kernel.simd.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.ScalarKernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * llama.cpp's blocks of 32 from weights to stored bytes: weight j shares a byte with weight j + 16,
 * so vectors from both halves are joined without a shuffle.
 *
 * <p>A block without a finite reciprocal of its scale, and one that cannot be stored, is left to
 * the scalar kernels.
 */
final class BlockByteLoops {
    private static final int WEIGHTS = BlockType.WEIGHTS;
    private static final int HALF = WEIGHTS / 2;
    private static final int INFINITE_HALF = 0x7c00;
    private static final VarHandle SHORT_AT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ORDER);
    private static final VarHandle INT_AT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ORDER);

    private BlockByteLoops() {}

    static int encode(BlockType type, float[] values, int count, byte[] into, int at) {
        int bytes = type.bytes();
        int to = at;
        for (int from = 0; from < count; from += WEIGHTS) {
            if (!isDone(type, values, from, into, to)
                    && !ScalarKernels.encodeBlock(type, values, from, into, to)) {
                return from / WEIGHTS;
            }
            to += bytes;
        }
        return -1;
    }

    /** Encodes a block; false where it is one for the scalar kernels. */
    private static boolean isDone(BlockType type, float[] values, int from, byte[] into, int at) {
        return type.hasMinimum()
                ? withMinimum(type, values, from, into, at)
                : type == BlockType.Q8_0
                        ? signedBytes(values, from, into, at)
                        : centred(type, values, from, into, at);
    }

    private static boolean centred(BlockType type, float[] values, int from, byte[] into, int at) {
        float scale = greatest(values, from, most(values, from)) / type.lowest();
        float inverse = 1f / scale;
        short stored = Float.floatToFloat16(scale);
        if (!isUsable(inverse, stored)) {
            return false;
        }
        SHORT_AT.set(into, at, stored);
        if (type == BlockType.Q4_0) {
            fourBits(values, from, 0f, inverse, 8.5f, into, at + 2);
        } else {
            fiveBits(values, from, 0f, inverse, 16.5f, into, at + 2);
        }
        return true;
    }

    private static boolean withMinimum(
            BlockType type, float[] values, int from, byte[] into, int at) {
        long range = BlockLoops.range(values, from);
        float low = BlockLoops.value((int) (range >> Integer.SIZE));
        float scale = (BlockLoops.value((int) range) - low) / (type.codeCount() - 1);
        float inverse = 1f / scale;
        short stored = Float.floatToFloat16(scale);
        short minimum = Float.floatToFloat16(low);
        // Which of two zeros of different sign is the least hangs on their order.
        if (low == 0 || !isUsable(inverse, stored) || !isUsable(inverse, minimum)) {
            return false;
        }
        SHORT_AT.set(into, at, stored);
        SHORT_AT.set(into, at + 2, minimum);
        if (type == BlockType.Q4_1) {
            fourBits(values, from, low, inverse, 0.5f, into, at + 4);
        } else {
            fiveBits(values, from, low, inverse, 0.5f, into, at + 4);
        }
        return true;
    }

    private static void fourBits(
            float[] values, int from, float low, float inverse, float half, byte[] into, int at) {
        for (int i = 0; i < HALF; i += WIDTH) {
            IntVector first = codes(values, from + i, low, inverse, half).min(15);
            IntVector second = codes(values, from + i + HALF, low, inverse, half).min(15);
            CodeStore.store(first.or(second.lanewise(VectorOperators.LSHL, 4)), into, at + i);
        }
    }

    private static void fiveBits(
            float[] values, int from, float low, float inverse, float half, byte[] into, int at) {
        long fifth = 0;
        for (int i = 0; i < HALF; i += WIDTH) {
            IntVector first = codes(values, from + i, low, inverse, half).min(31);
            IntVector second = codes(values, from + i + HALF, low, inverse, half).min(31);
            fifth |= first.compare(VectorOperators.GE, 16).toLong() << i;
            fifth |= second.compare(VectorOperators.GE, 16).toLong() << i + HALF;
            IntVector nibbles = first.and(15).or(second.and(15).lanewise(VectorOperators.LSHL, 4));
            CodeStore.store(nibbles, into, at + Integer.BYTES + i);
        }
        INT_AT.set(into, at, (int) fifth);
    }

    private static IntVector codes(float[] values, int at, float low, float inverse, float half) {
        FloatVector above = FloatVector.fromArray(Lanes.FLOATS, values, at).sub(low);
        return truncated(above.mul(inverse).add(half));
    }

    private static boolean signedBytes(float[] values, int from, byte[] into, int at) {
        float scale = Float.intBitsToFloat(most(values, from)) / BlockLoops.SIGNED_BYTE_LAST;
        float inverse = 1f / scale;
        short stored = Float.floatToFloat16(scale);
        if (!isUsable(inverse, stored)) {
            return false;
        }
        SHORT_AT.set(into, at, stored);
        for (int i = 0; i < WEIGHTS; i += WIDTH) {
            FloatVector scaled = FloatVector.fromArray(Lanes.FLOATS, values, from + i).mul(inverse);
            IntVector half =
                    scaled.reinterpretAsInts()
                            .and(Integer.MIN_VALUE)
                            .or(Float.floatToRawIntBits(BlockLoops.ALMOST_HALF));
            IntVector q = truncated(scaled.add(half.reinterpretAsFloats()));
            CodeStore.store(q.and(0xff), into, at + 2 + i);
        }
        return true;
    }

    /** Bits of the greatest magnitude. */
    private static int most(float[] values, int from) {
        IntVector most = BlockLoops.magnitudes(values, from);
        for (int i = from + WIDTH; i < from + WEIGHTS; i += WIDTH) {
            most = most.max(BlockLoops.magnitudes(values, i));
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    /** The first weight of that magnitude, found without a branch: none could be foreseen. */
    private static float greatest(float[] values, int from, int magnitude) {
        long there = 0;
        for (int i = 0; i < WEIGHTS; i += WIDTH) {
            IntVector magnitudes = BlockLoops.magnitudes(values, from + i);
            there |= magnitudes.compare(VectorOperators.EQ, magnitude).toLong() << i;
        }
        return values[from + Long.numberOfTrailingZeros(there)];
    }

    /** Whether codes can be had by a product, and the parameter be stored. */
    private static boolean isUsable(float inverse, short stored) {
        return Float.isFinite(inverse) && inverse != 0 && (stored & INFINITE_HALF) != INFINITE_HALF;
    }

    private static IntVector truncated(FloatVector values) {
        return (IntVector) values.convertShape(VectorOperators.F2I, INTS, 0);
    }
}
