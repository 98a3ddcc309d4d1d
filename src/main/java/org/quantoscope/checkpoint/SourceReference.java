package org.quantoscope.checkpoint;

import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the figures of a checkpoint are measured against, where that is not the weights as they were
 * trained: values that somebody's codes stand for.
 */
public final class SourceReference {
    /** What the values of one of our own exports are. */
    private static final String EXPORT = "restored values of a Quantoscope export";

    private SourceReference() {}

    /**
     * For people: for example {@code dequantized Q4_1 (210 tensors), dequantized Q6_K (1 tensor)};
     * empty where every tensor holds its values as such.
     */
    public static Optional<String> of(Checkpoint checkpoint) {
        Map<String, Integer> tensors = new TreeMap<>();
        for (TensorInfo tensor : checkpoint.tensors()) {
            if (tensor.isDequantized()) {
                tensors.merge(of(tensor), 1, Integer::sum);
            }
        }
        List<String> parts = new ArrayList<>();
        tensors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue()))
                .forEach(entry ->
                        parts.add(
                                entry.getKey()
                                        + " ("
                                        + entry.getValue()
                                        + (entry.getValue() == 1 ? " tensor)" : " tensors)")));
        if (checkpoint.recipeJson().isPresent()) {
            parts.addFirst(EXPORT);
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    /** Of one tensor: {@code dequantized Q4_1}, or {@code stored values}. */
    public static String of(TensorInfo tensor) {
        return tensor.isDequantized() ? "dequantized " + tensor.encoding() : "stored values";
    }
}
