package org.quantoscope.checkpoint;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Values that lie in a file as numbers, but in a type or an order that the engine does not read as
 * it is.
 *
 * <p>F8 becomes float32 exactly; F64 is rounded to the nearest float32, and beyond its range to
 * infinity.
 */
public final class ElementView implements TensorView.Decoded {
    /** Types whose values are read, though only as what they become in float32. */
    public static final Set<DType> CONVERTED = Set.of(DType.F64, DType.F8_E4M3, DType.F8_E5M2);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TensorInfo info;
    private final DType stored;
    private final MemorySegment data;
    private final long[] strides;

    /**
     * @param stored type of the numbers in {@code data}
     * @param data begins with the tensor's first element
     * @param strides in elements, one per dimension
     */
    public ElementView(TensorInfo info, DType stored, MemorySegment data, long[] strides) {
        this.info = info;
        this.stored = stored;
        this.data = data;
        this.strides = strides.clone();
    }

    /** A view of elements that lie row by row. */
    public static ElementView contiguous(TensorInfo info, DType stored, MemorySegment data) {
        int rank = info.shape().rank();
        long[] strides = new long[rank];
        long stride = 1;
        for (int dimension = rank - 1; dimension >= 0; dimension--) {
            strides[dimension] = stride;
            stride *= info.shape().size(dimension);
        }
        return new ElementView(info, stored, data, strides);
    }

    @Override
    public TensorInfo info() {
        return info;
    }

    @Override
    public DType valueType() {
        return CONVERTED.contains(stored) ? DType.F32 : stored;
    }

    @Override
    public void decodeRows(long firstRow, int rowCount, float[] into) {
        int columns = (int) info.columns();
        long rows = info.rows();
        for (int i = 0; i < rowCount; i++) {
            long row = firstRow + i;
            for (int column = 0; column < columns; column++) {
                long number = info.transposed() ? column * rows + row : row * columns + column;
                into[i * columns + column] = value(place(number));
            }
        }
    }

    /** Where element {@code number}, counted row by row, lies. */
    private long place(long number) {
        long left = number;
        long place = 0;
        for (int dimension = strides.length - 1; dimension >= 0; dimension--) {
            long size = info.shape().size(dimension);
            place += left % size * strides[dimension];
            left /= size;
        }
        return place;
    }

    private float value(long place) {
        return switch (stored) {
            case F64 -> (float) data.get(DOUBLE, place * Double.BYTES);
            case F32 -> data.get(FLOAT, place * Float.BYTES);
            case F16 -> Float.float16ToFloat(data.get(SHORT, place * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, place * Short.BYTES) << 16);
            case F8_E4M3 -> e4m3(data.get(ValueLayout.JAVA_BYTE, place));
            // The upper half of an F16.
            case F8_E5M2 ->
                    Float.float16ToFloat((short) (data.get(ValueLayout.JAVA_BYTE, place) << 8));
            default -> throw new IllegalStateException("no numbers of the engine: " + stored);
        };
    }

    /** Four bits of exponent with bias 7, no infinity, and one NaN per sign (float8_e4m3fn). */
    private static float e4m3(byte bits) {
        int exponent = bits >> 3 & 15;
        int fraction = bits & 7;
        if (exponent == 15 && fraction == 7) {
            return Float.NaN;
        }
        float magnitude =
                exponent == 0
                        ? fraction * 0x1p-9f
                        : Math.scalb((float) (8 + fraction), exponent - 10);
        return bits < 0 ? -magnitude : magnitude;
    }
}
