package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.folder.FolderTexts;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the tensors of a folder differ from those that transformers makes of its config.json.
 *
 * <p>Known of Llama, Mistral, Mixtral, Qwen2, Qwen3 and GPT-2.
 *
 * @param missing names that the folder lacks, without which transformers makes up numbers
 * @param unknown names that transformers passes over
 * @param misshapen one line for each tensor of another shape, at which transformers stops
 */
public record ExpectedTensors(List<String> missing, List<String> unknown, List<String> misshapen) {
    /** Of old checkpoints; every reader computes it. */
    public static final String ROTARY_TABLE = ".rotary_emb.inv_freq";

    /** More than any model has; a configuration could ask for any number of names. */
    private static final long MOST_LAYERS = 10_000;

    private static final long MOST_NAMES = 1_000_000;

    public ExpectedTensors {
        missing = List.copyOf(missing);
        unknown = List.copyOf(unknown);
        misshapen = List.copyOf(misshapen);
    }

    /** Empty where there is no configuration, or it is one of another family. */
    public static Optional<ExpectedTensors> of(Checkpoint source) {
        try {
            JsonNode json = new FolderTexts(source).json(FolderDecoder.FILE);
            Optional<ModelLayout> layout = ModelLayout.of(json);
            return layout.filter(it -> it.layers() <= MOST_LAYERS && it.names() <= MOST_NAMES)
                    .map(it -> compared(it, source.tensors()));
        } catch (IOException e) {
            return Optional.empty(); // Who needs the configuration says what is wrong with it.
        }
    }

    private static ExpectedTensors compared(ModelLayout layout, List<TensorInfo> tensors) {
        Map<String, TensorInfo> found = new LinkedHashMap<>();
        tensors.forEach(tensor -> found.put(tensor.name(), tensor));
        // Saved without its head, a model has no prefix, and transformers adds it.
        String prefix = layout.prefix();
        boolean bare = found.keySet().stream().noneMatch(name -> name.startsWith(prefix));
        Map<String, Optional<Shape>> required = named(layout.required(), prefix, bare);
        Set<String> allowed = new HashSet<>(named(layout.allowed(), prefix, bare).keySet());
        List<String> missing = new ArrayList<>(required.keySet());
        missing.removeAll(found.keySet());
        List<String> unknown = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        for (TensorInfo tensor : tensors) {
            String name = tensor.name();
            Optional<Shape> shape = required.getOrDefault(name, Optional.empty());
            if (shape.isPresent() && !shape.get().equals(tensor.shape())) {
                misshapen.add(
                        name
                                + ": is "
                                + tensor.shape()
                                + "; config.json makes it "
                                + shape.get()
                                + ", and transformers refuses such a folder");
            } else if (!required.containsKey(name)
                    && !allowed.contains(name)
                    && !name.endsWith(ROTARY_TABLE)) {
                unknown.add(name);
            }
        }
        return new ExpectedTensors(missing, unknown, misshapen);
    }

    private static Map<String, Optional<Shape>> named(
            Map<String, Optional<Shape>> names, String prefix, boolean bare) {
        Map<String, Optional<Shape>> named = new LinkedHashMap<>();
        names.forEach((name, shape) ->
                named.put(
                        bare && name.startsWith(prefix) ? name.substring(prefix.length()) : name,
                        shape));
        return named;
    }
}
