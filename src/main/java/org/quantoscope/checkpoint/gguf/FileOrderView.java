package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.MemorySegment;

/**
 * Another view's values with rows as they lie in a GGUF file; of a vector, its weights, which are
 * one per row of their matrix.
 */
final class FileOrderView implements TensorView.Decoded {
    private final TensorView view;
    private final RowOrder order;
    private final boolean vector;
    private final int columns;

    FileOrderView(TensorView view, RowOrder order) {
        this.view = view;
        this.order = order;
        this.vector = view.info().shape().rank() == 1;
        this.columns = Math.toIntExact(view.info().columns());
    }

    @Override
    public TensorInfo info() {
        return view.info();
    }

    @Override
    public DType valueType() {
        return view.valueType();
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        float[] row = new float[columns];
        for (int i = 0; i < rowCount; i++) {
            read(vector ? firstRow + i : order.inHuggingFace(firstRow + i), row);
            if (vector) {
                for (int column = 0; column < columns; column++) {
                    into[i * columns + column] = row[(int) order.inHuggingFace(column)];
                }
            } else {
                System.arraycopy(row, 0, into, i * columns, columns);
            }
        }
    }

    private void read(long index, float[] row) {
        switch (view) {
            case TensorView.Decoded decoded -> decoded.decodeRows(index, 1, row);
            case TensorView.Plain plain -> widen(plain, index * columns, row);
        }
    }

    private void widen(TensorView.Plain plain, long first, float[] row) {
        MemorySegment data = plain.data();
        switch (valueType()) {
            case F32 -> {
                for (int i = 0; i < columns; i++) {
                    row[i] =
                            Float.intBitsToFloat(
                                    LittleEndian.signedInt(data, Float.BYTES * (first + i)));
                }
            }
            case F16 -> {
                for (int i = 0; i < columns; i++) {
                    row[i] = LittleEndian.half(data, Short.BYTES * (first + i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < columns; i++) {
                    row[i] =
                            Float.intBitsToFloat(
                                    LittleEndian.signedShort(data, Short.BYTES * (first + i))
                                            << 16);
                }
            }
            default -> throw new IllegalArgumentException("no values: " + valueType());
        }
    }
}
