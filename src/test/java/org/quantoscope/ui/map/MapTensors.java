package org.quantoscope.ui.map;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.Locale;
import java.util.OptionalInt;

/** Headers of tensors for tests of what is laid out by layer and role. */
public final class MapTensors {
    private MapTensors() {}

    public static TensorInfo matrix(String role, int layer, long rows) {
        return named("layers." + layer + "." + role, role, layer, rows);
    }

    public static TensorInfo named(String name, String role, int layer, long rows) {
        return tensor(name, role, layer, Shape.of(rows, 64));
    }

    public static TensorInfo vector(String name, String role, int layer) {
        return tensor(name, role, layer, Shape.of(64));
    }

    private static TensorInfo tensor(String name, String role, int layer, Shape shape) {
        return new TensorInfo(
                name,
                DType.F32,
                shape,
                TensorRole.valueOf(role.toUpperCase(Locale.ROOT)),
                layer < 0 ? OptionalInt.empty() : OptionalInt.of(layer),
                false,
                "model.safetensors",
                0,
                4 * shape.elementCount());
    }
}
