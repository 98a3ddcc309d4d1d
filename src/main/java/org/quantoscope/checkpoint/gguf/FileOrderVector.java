package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.MemorySegment;

/** A bias with its weights, one per row of its matrix, as they lie in a GGUF file. */
final class FileOrderVector implements TensorView.Decoded {
    private final TensorView view;
    private final RowOrder order;
    private final int columns;

    FileOrderVector(TensorView view, RowOrder order) {
        this.view = view;
        this.order = order;
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

    /** The one row that a vector has. */
    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        float[] row = new float[columns];
        switch (view) {
            case TensorView.Decoded decoded -> decoded.decodeRows(firstRow, rowCount, row);
            case TensorView.Plain plain -> widen(plain.data(), row);
            case TensorView.Reordered reordered ->
                    throw new IllegalArgumentException(reordered.info().name() + ": a vector");
        }
        for (int column = 0; column < columns; column++) {
            into[column] = row[(int) order.inHuggingFace(column)];
        }
    }

    private void widen(MemorySegment data, float[] row) {
        for (int i = 0; i < columns; i++) {
            row[i] =
                    switch (valueType()) {
                        case F32 -> Float.intBitsToFloat(LittleEndian.signedInt(data, 4L * i));
                        case F16 -> LittleEndian.half(data, 2L * i);
                        case BF16 ->
                                Float.intBitsToFloat(LittleEndian.signedShort(data, 2L * i) << 16);
                        default -> throw new IllegalArgumentException("no values: " + valueType());
                    };
        }
    }
}
