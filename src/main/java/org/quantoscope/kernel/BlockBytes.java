package org.quantoscope.kernel;

/** Stored bytes of blocks of 32 weights, as llama.cpp lays them out (formats.md §4). */
final class BlockBytes {
    private static final int WEIGHTS = BlockType.WEIGHTS;

    private BlockBytes() {}

    /** {@link Kernels#encodeBlocks}. */
    static int encode(BlockType type, float[] values, int count, byte[] into, int at) {
        int to = at;
        for (int from = 0; from < count; from += WEIGHTS) {
            if (!encodeBlock(type, values, from, into, to)) {
                return from / WEIGHTS;
            }
            to += type.bytes();
        }
        return -1;
    }

    /** The block that starts at {@code from}; false where it cannot be stored. */
    static boolean encodeBlock(BlockType type, float[] values, int from, byte[] into, int at) {
        float[] block = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            block[i] = values[from + i];
            if (!Float.isFinite(block[i])) {
                return false;
            }
        }
        CodeTable table = new CodeTable(1);
        byte[] codes = new byte[WEIGHTS];
        ScalarBlocks.quantizeBlock(type, block, 0, table, codes, block);
        if (!Float.isFinite(table.scale[0]) || !Float.isFinite(table.offset[0])) {
            return false;
        }
        int to = half(table.scale[0], into, at);
        if (type.hasMinimum()) {
            to = half(table.offset[0], into, to);
        }
        if (type == BlockType.Q8_0) {
            for (int i = 0; i < WEIGHTS; i++) {
                into[to + i] = (byte) (codes[i] + type.lowest());
            }
            return true;
        }
        if (type.bits() == 5) {
            to = fifthBits(codes, into, to);
        }
        for (int i = 0; i < WEIGHTS / 2; i++) {
            into[to + i] = (byte) (codes[i] & 15 | codes[i + WEIGHTS / 2] << 4);
        }
        return true;
    }

    private static int half(float value, byte[] into, int at) {
        short bits = Float.floatToFloat16(value);
        into[at] = (byte) bits;
        into[at + 1] = (byte) (bits >>> 8);
        return at + 2;
    }

    private static int fifthBits(byte[] codes, byte[] into, int at) {
        int bits = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            bits |= (codes[i] >>> 4 & 1) << i;
        }
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (bits >>> 8 * i);
        }
        return at + 4;
    }
}
