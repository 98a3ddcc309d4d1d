package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.RowReader;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

/**
 * Some rows of a tensor, evenly spread, as a tensor of their own: for a first picture of what takes
 * its time.
 */
final class SampledRows implements TensorView.Decoded {
    private final RowReader reader;
    private final TensorInfo info;
    private final DType valueType;
    private final double step;

    /**
     * @param wantedRows at least 1
     */
    SampledRows(TensorView view, Kernels kernels, long wantedRows) {
        TensorInfo whole = view.info();
        long rows = Math.min(whole.rows(), wantedRows);
        this.reader = new RowReader(view, kernels);
        this.valueType = view.valueType();
        this.step = (double) whole.rows() / Math.max(1, rows);
        this.info =
                new TensorInfo(
                        whole.name(),
                        whole.dtype(),
                        Shape.of(rows, whole.columns()),
                        whole.role(),
                        whole.layer(),
                        false,
                        whole.file(),
                        whole.byteOffset(),
                        whole.byteCount());
    }

    @Override
    public TensorInfo info() {
        return info;
    }

    @Override
    public DType valueType() {
        return valueType;
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        int columns = reader.columns();
        float[] row = new float[columns];
        for (int i = 0; i < rowCount; i++) {
            // The middle of the stretch that the row stands for.
            reader.read((long) ((firstRow + i + 0.5) * step), 1, row);
            System.arraycopy(row, 0, into, i * columns, columns);
        }
    }
}
