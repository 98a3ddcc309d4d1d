package org.quantoscope.quant;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.tensor.TensorView;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Tensors made in memory, for tests. */
public final class TestTensors {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private TestTensors() {}

    /** A matrix [rows, columns] stored as {@code type}; values are rounded to it. */
    public static TensorView matrix(
            String name, DType type, int rows, int columns, float... values) {
        return view(name, type, Shape.of(rows, columns), false, values);
    }

    /** A matrix [out, in] = [columns, rows] that is stored transposed, as [rows, columns]. */
    public static TensorView transposed(
            String name, DType type, int rows, int columns, float... values) {
        return view(name, type, Shape.of(rows, columns), true, values);
    }

    private static TensorView view(
            String name, DType type, Shape shape, boolean transposed, float[] values) {
        int bytes = type.bits() / 8;
        MemorySegment data = Arena.ofAuto().allocate((long) values.length * bytes, 8);
        for (int i = 0; i < values.length; i++) {
            switch (type) {
                case F32 -> data.set(FLOAT, 4L * i, values[i]);
                case F16 -> data.set(SHORT, 2L * i, Float.floatToFloat16(values[i]));
                case BF16 ->
                        data.set(
                                SHORT,
                                2L * i,
                                (short) ParameterType.BF16.storedBits(round(values[i])));
                default -> throw new IllegalArgumentException(type.name());
            }
        }
        TensorInfo info =
                new TensorInfo(
                        name,
                        type,
                        shape,
                        TensorRole.Q,
                        OptionalInt.of(0),
                        transposed,
                        "memory",
                        0,
                        data.byteSize());
        return new TensorView.Plain(info, data);
    }

    private static float round(float value) {
        return Float.isFinite(value) ? ParameterType.BF16.round(value) : value;
    }

    /** Values like those of a trained matrix: normal, with a heavy tail in some columns. */
    public static float[] weights(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double tail = random.nextInt(50) == 0 ? 6 : 1;
            values[i] = (float) (random.nextGaussian() * 0.05 * tail);
        }
        return values;
    }

    /** A checkpoint of tensors in memory. */
    public static TensorSource source(TensorView... views) {
        List<TensorView> all = List.of(views);
        return new TensorSource() {
            @Override
            public List<TensorInfo> tensors() {
                return all.stream().map(TensorView::info).toList();
            }

            @Override
            public TensorView view(TensorInfo tensor) {
                return all.get(tensors().indexOf(tensor));
            }

            @Override
            public MemorySegment bytes(TensorInfo tensor) {
                return ((TensorView.Plain) view(tensor)).data();
            }
        };
    }
}
