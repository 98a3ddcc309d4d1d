package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which tensor of one checkpoint is which of another, and which have no counterpart; no tensor of
 * either is left out.
 *
 * @param pairs in the order of A
 * @param onlyInA in the order of A
 * @param onlyInB in the order of B
 */
public record PairedTensors(
        List<TensorPair> pairs, List<TensorInfo> onlyInA, List<TensorInfo> onlyInB) {

    public PairedTensors {
        pairs = List.copyOf(pairs);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Pairs tensors of equal canonical names.
     *
     * @param a the reference
     * @param canonicalName one name for what formats call differently; a name that it gives to
     *     several tensors of one checkpoint is the first one's, the others keep their own
     */
    public static PairedTensors of(
            TensorSource a, TensorSource b, UnaryOperator<String> canonicalName) {
        Map<String, TensorInfo> ofB = byName(b, canonicalName);
        List<TensorPair> pairs = new ArrayList<>();
        List<TensorInfo> onlyInA = new ArrayList<>();
        byName(a, canonicalName)
                .forEach((name, tensor) -> {
                    TensorInfo counterpart = ofB.remove(name);
                    if (counterpart == null) {
                        onlyInA.add(tensor);
                    } else {
                        pairs.add(new TensorPair(name, tensor, counterpart));
                    }
                });
        return new PairedTensors(pairs, onlyInA, List.copyOf(ofB.values()));
    }

    private static Map<String, TensorInfo> byName(
            TensorSource source, UnaryOperator<String> canonicalName) {
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        for (TensorInfo tensor : source.tensors()) {
            if (byName.putIfAbsent(canonicalName.apply(tensor.name()), tensor) != null) {
                String own = tensor.name();
                // A stored name is unique in a checkpoint, but another's canonical one may equal
                // it.
                while (byName.putIfAbsent(own, tensor) != null) {
                    own = own + "'";
                }
            }
        }
        return byName;
    }
}
