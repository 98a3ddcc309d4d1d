package org.quantoscope.checkpoint.quantized;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

/**
 * The values (code − zero point) · scale of a quantized matrix, in float32.
 *
 * <p>Exact wherever scales are F16 or BF16: the product of a code of 8 bits and a scale of 11 fits.
 */
final class DequantizedView implements TensorView.Decoded {
    private final TensorInfo info;
    private final QuantizedMatrix matrix;

    DequantizedView(TensorInfo info, QuantizedMatrix matrix) {
        this.info = info;
        this.matrix = matrix;
    }

    @Override
    public TensorInfo info() {
        return info;
    }

    @Override
    public DType valueType() {
        return DType.F32;
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        int columns = matrix.columns();
        int[] groupOf = matrix.groupOfColumn();
        float[] scales = new float[matrix.groups()];
        int[] zeroPoints = new int[matrix.groups()];
        for (int i = 0; i < rowCount; i++) {
            long row = firstRow + i;
            for (int group = 0; group < scales.length; group++) {
                scales[group] = matrix.scale(row, group);
                zeroPoints[group] = matrix.zeroPoint(row, group);
            }
            for (int column = 0; column < columns; column++) {
                int group = groupOf[column];
                int steps = matrix.code(row, column) - zeroPoints[group];
                into[i * columns + column] = steps * scales[group];
            }
        }
    }
}
