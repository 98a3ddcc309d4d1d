package org.quantoscope.inference;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.DecoderNames;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.tensor.TensorInfo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model's tensors by the names that Hugging Face gives them, whatever the file calls them. */
final class ModelTensors {
    private final Map<String, TensorInfo> byName = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    ModelTensors(Checkpoint checkpoint) {
        for (TensorInfo tensor : checkpoint.tensors()) {
            byName.put(DecoderNames.of(tensor.name()), tensor);
        }
    }

    Optional<TensorInfo> find(String name) {
        asked.add(name);
        return Optional.ofNullable(byName.get(name));
    }

    /** A matrix [rows, columns]. */
    TensorInfo matrix(String name, long rows, long columns) throws UnsupportedModelException {
        TensorInfo tensor = required(name);
        if (!tensor.isMatrix() || tensor.rows() != rows || tensor.columns() != columns) {
            throw shaped(tensor, rows + " × " + columns);
        }
        return tensor;
    }

    Optional<TensorInfo> vector(String name, long count) throws UnsupportedModelException {
        Optional<TensorInfo> tensor = find(name);
        if (tensor.isPresent() && tensor.get().elementCount() != count) {
            throw shaped(tensor.get(), String.valueOf(count));
        }
        return tensor;
    }

    TensorInfo requiredVector(String name, long count) throws UnsupportedModelException {
        required(name);
        return vector(name, count).orElseThrow();
    }

    TensorInfo required(String name) throws UnsupportedModelException {
        Optional<TensorInfo> tensor = find(name);
        if (tensor.isEmpty()) {
            throw new UnsupportedModelException(
                    "tensor " + name + " is missing, without which the model cannot be run");
        }
        return tensor.get();
    }

    /**
     * Refuses a tensor of a block that nobody asked for: the model does more than is computed here.
     */
    void refuseUnknownParts() throws UnsupportedModelException {
        for (Map.Entry<String, TensorInfo> each : byName.entrySet()) {
            String name = each.getKey();
            if (each.getValue().layer().isPresent()
                    && !asked.contains(name)
                    && !name.endsWith("rotary_emb.inv_freq")) {
                throw new UnsupportedModelException(
                        "tensor "
                                + each.getValue().name()
                                + " belongs to nothing that is computed of this family, so the"
                                + " model is not run");
            }
        }
    }

    private static UnsupportedModelException shaped(TensorInfo tensor, String expected) {
        return new UnsupportedModelException(
                "tensor "
                        + tensor.name()
                        + " is "
                        + tensor.shape()
                        + " where the configuration makes it "
                        + expected);
    }
}
