package org.quantoscope.quant;

import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.Kernels;

/**
 * Rows of one tensor as the stored bytes of llama.cpp's blocks: what {@link TensorQuantizer} shows
 * of a layout of blocks, without codes and restored values beside.
 *
 * <p>Safe for any number of threads.
 */
public final class BlockRows {
    private final String tensor;
    private final BlockType type;
    private final Kernels kernels;

    public BlockRows(String tensor, BlockType type, Kernels kernels) {
        this.tensor = tensor;
        this.type = type;
        this.kernels = kernels;
    }

    /**
     * Encodes one row.
     *
     * @param rowIndex its number in the tensor
     * @param weights the row, a multiple of 32 long
     * @param into receives the blocks from {@code at} on
     * @throws NonFiniteWeightsException if a weight is NaN or infinite
     * @throws ParameterOverflowException if a scale or minimum does not fit F16
     */
    public void encode(long rowIndex, float[] weights, byte[] into, int at) {
        int block = kernels.encodeBlocks(type, weights, weights.length, into, at);
        if (block < 0) {
            return;
        }
        for (int column = block * BlockType.WEIGHTS; column < weights.length; column++) {
            if (!Float.isFinite(weights[column])) {
                throw new NonFiniteWeightsException(tensor, 1, rowIndex, column);
            }
        }
        throw new ParameterOverflowException(
                tensor, rowIndex, block, false, ParameterType.F16, true);
    }
}
