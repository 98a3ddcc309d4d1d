package org.quantoscope.kernel;

/**
 * Rounding of stock formats, weight by weight: llama.cpp's blocks of 32, and the division that
 * compressed-tensors and GPTQ code with.
 */
final class ScalarBlocks {
    private ScalarBlocks() {}

    /** {@link Kernels#quantizeBlocks}. */
    static void quantizeBlocks(
            BlockType type,
            float[] values,
            int count,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        for (int from = 0; from < count; from += BlockType.WEIGHTS) {
            quantizeBlock(type, values, from, table, codes, restored);
        }
    }

    /** The block that starts at {@code from}. */
    static void quantizeBlock(
            BlockType type,
            float[] values,
            int from,
            CodeTable table,
            byte[] codes,
            float[] restored) {
        int entry = from / BlockType.WEIGHTS;
        if (type == BlockType.Q8_0) {
            signedBytes(values, from, table, entry, codes);
        } else if (type.hasMinimum()) {
            withMinimum(type, values, from, table, entry, codes);
        } else {
            centred(type, values, from, table, entry, codes);
        }
        restore(type, codes, from, table, entry, restored);
    }

    /**
     * The weight of greatest magnitude, sign included, gets the lowest q; half a step rounds up.
     */
    private static void centred(
            BlockType type, float[] values, int from, CodeTable table, int entry, byte[] codes) {
        float greatest = 0;
        float most = 0;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            if (most < Math.abs(values[i])) {
                most = Math.abs(values[i]);
                greatest = values[i];
            }
        }
        float scale = greatest / type.lowest();
        float inverse = scale != 0 ? 1f / scale : 0f;
        float half = 0.5f - type.lowest();
        int last = type.codeCount() - 1;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            codes[i] = (byte) Math.min(last, truncated(values[i] * inverse + half));
        }
        table.set(entry, stored(scale), 0, type.lowest(), type.lowest() + last);
    }

    private static void withMinimum(
            BlockType type, float[] values, int from, CodeTable table, int entry, byte[] codes) {
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            least = values[i] < least ? values[i] : least;
            most = values[i] > most ? values[i] : most;
        }
        int last = type.codeCount() - 1;
        float scale = (most - least) / last;
        float inverse = scale != 0 ? 1f / scale : 0f;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            codes[i] = (byte) Math.min(last, truncated((values[i] - least) * inverse + 0.5f));
        }
        table.set(entry, stored(scale), stored(least), 0, last);
    }

    private static void signedBytes(
            float[] values, int from, CodeTable table, int entry, byte[] codes) {
        float most = 0;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        float scale = most / 127;
        float inverse = scale != 0 ? 1f / scale : 0f;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            codes[i] = (byte) (awayFromZero(values[i] * inverse) + 128);
        }
        table.set(entry, stored(scale), 0, -128, 127);
    }

    /** C's {@code roundf}: halves go away from zero. */
    private static int awayFromZero(float value) {
        int whole = (int) value;
        float rest = Math.abs(value - whole);
        return rest >= 0.5f ? whole + (value < 0 ? -1 : 1) : whole;
    }

    /** A conversion that overflows, where 1/scale did, gives 0 in llama.cpp on x86. */
    private static int truncated(float value) {
        return value < 128 ? (int) value : 0;
    }

    private static float stored(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }

    private static void restore(
            BlockType type, byte[] codes, int from, CodeTable table, int entry, float[] restored) {
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            float product = ((codes[i] & 0xff) + table.lowest[entry]) * table.scale[entry];
            // Adding an offset of 0 would lose the sign of a zero.
            restored[i] = type.hasMinimum() ? product + table.offset[entry] : product;
        }
    }

    /** {@link Kernels#quantizeByDivision} of the weights in [from, to). */
    static void quantizeByDivision(
            float[] values, int from, int to, CodeTable table, byte[] codes, float[] restored) {
        float half = table.codeCount / 2f;
        for (int i = from; i < to; i++) {
            int entry = i / table.groupSize;
            float zeroPoint = -half - table.lowest[entry];
            float moved = values[i] / table.scale[entry] + zeroPoint;
            float kept = moved < -half ? -half : moved > half - 1 ? half - 1 : moved;
            // From the unsigned code as a file holds it, which knows no negative zero.
            float code = (float) Math.rint(kept) + half;
            restored[i] = (code + table.lowest[entry]) * table.scale[entry];
            codes[i] = (byte) (int) code;
        }
    }
}
