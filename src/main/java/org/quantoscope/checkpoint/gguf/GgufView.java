package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.MemorySegment;

/** A tensor's values, decoded from blocks and put into Hugging Face order as they are read. */
final class GgufView implements TensorView.Decoded {
    private final TensorInfo info;
    private final GgmlType type;
    private final RowOrder order;
    private final MemorySegment data;
    private final int columns;
    private final long rowBytes;

    GgufView(TensorInfo info, GgmlType type, RowOrder order, MemorySegment data) {
        this.info = info;
        this.type = type;
        this.order = order;
        this.data = data;
        // Whoever reads rows refuses any that are even near to this long.
        this.columns = (int) Math.min(info.columns(), Integer.MAX_VALUE);
        this.rowBytes = (long) (columns / type.weightsPerBlock()) * type.bytesPerBlock();
    }

    @Override
    public TensorInfo info() {
        return info;
    }

    @Override
    public DType valueType() {
        return info.dtype();
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        boolean vector = info.shape().rank() == 1;
        for (int i = 0; i < rowCount; i++) {
            long row = firstRow + i;
            decode((vector ? row : order.inFile(row)) * rowBytes, into, i * columns);
        }
        if (vector && !order.isAsIs()) {
            // A bias has one weight per row of its matrix.
            float[] inFile = java.util.Arrays.copyOf(into, columns);
            for (int column = 0; column < columns; column++) {
                into[column] = inFile[(int) order.inFile(column)];
            }
        }
    }

    private void decode(long at, float[] into, int index) {
        if (type.blocks().isPresent()) {
            BlockDecoder blocks = type.blocks().get();
            long block = at;
            for (int from = 0; from < columns; from += type.weightsPerBlock()) {
                blocks.decode(data, block, into, index + from);
                block += type.bytesPerBlock();
            }
            return;
        }
        for (int column = 0; column < columns; column++) {
            into[index + column] =
                    switch (type) {
                        case F32 ->
                                Float.intBitsToFloat(
                                        LittleEndian.signedInt(data, at + 4L * column));
                        case F16 -> LittleEndian.half(data, at + 2L * column);
                        case BF16 ->
                                Float.intBitsToFloat(
                                        LittleEndian.signedShort(data, at + 2L * column) << 16);
                        default -> throw new IllegalStateException("not decoded: " + type);
                    };
        }
    }
}
