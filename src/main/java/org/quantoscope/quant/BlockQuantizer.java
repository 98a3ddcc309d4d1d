package org.quantoscope.quant;

import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.CodeTable;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;

import java.util.Arrays;

/** Quantizes rows in llama.cpp's blocks of 32, by its reference rounding (formats.md §4). */
final class BlockQuantizer implements RowQuantizer {
    private final String tensor;
    private final BlockType type;
    private final int columns;
    private final Kernels kernels;
    private final SalientMarks none;

    BlockQuantizer(String tensor, BlockType type, int columns, Kernels kernels) {
        this.tensor = tensor;
        this.type = type;
        this.columns = columns;
        this.kernels = kernels;
        this.none = new SalientMarks(columns);
    }

    @Override
    public void quantize(long rowIndex, float[] weights, QuantizedRow result) {
        CodeTable table = result.parameters;
        table.groupSize = BlockType.WEIGHTS;
        table.size = columns / BlockType.WEIGHTS;
        table.lobes = false;
        table.codeCount = type.codeCount();
        kernels.quantizeBlocks(type, weights, columns, table, result.codes, result.restored);
        result.underflows = 0;
        for (int block = 0; block < table.size; block++) {
            if (!Float.isFinite(table.scale[block]) || !Float.isFinite(table.offset[block])) {
                throw new ParameterOverflowException(
                        tensor, rowIndex, block, false, ParameterType.F16, true);
            }
            result.underflows += table.scale[block] == 0 && hasSpread(weights, block) ? 1 : 0;
        }
        Arrays.fill(result.used, 0, table.size, true);
        result.salient = none;
        result.salientParameters.groupSize = columns;
        result.salientParameters.size = 0;
        Arrays.fill(result.salientUsed, false);
    }

    private boolean hasSpread(float[] weights, int block) {
        int from = block * BlockType.WEIGHTS;
        for (int i = from; i < from + BlockType.WEIGHTS; i++) {
            if (type.hasMinimum() ? weights[i] != weights[from] : weights[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
