package org.quantoscope.recipe;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tensors of made-up models. */
final class Matrices {
    private Matrices() {}

    static TensorInfo matrix(String name, TensorRole role, int layer) {
        return tensor(name, role, layer, DType.F32);
    }

    static TensorInfo tensor(String name, TensorRole role, int layer, DType type) {
        OptionalInt block = layer < 0 ? OptionalInt.empty() : OptionalInt.of(layer);
        Shape shape = Shape.of(4, 8);
        return new TensorInfo(name, type, shape, role, block, false, "f", 0, 32L * type.bits() / 8);
    }

    /** Two experts' gates, q, v and down in each of {@code layers} blocks, and an embedding. */
    static List<TensorInfo> model(int layers) {
        List<TensorInfo> tensors = new ArrayList<>();
        tensors.add(matrix("embed", TensorRole.EMBEDDING, -1));
        for (int i = 0; i < layers; i++) {
            tensors.add(matrix("l." + i + ".q", TensorRole.Q, i));
            tensors.add(matrix("l." + i + ".v", TensorRole.V, i));
            tensors.add(matrix("l." + i + ".down", TensorRole.DOWN, i));
            tensors.add(matrix("l." + i + ".e0.gate", TensorRole.GATE, i));
            tensors.add(matrix("l." + i + ".e1.gate", TensorRole.GATE, i));
        }
        return tensors;
    }
}
