package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors that llama.cpp wants of a model of the Llama family, and those that it takes, with
 * their shapes; any other makes it refuse the file.
 */
final class LlamaTensors {
    private static final int MOST_NAME_BYTES = 63;

    private final LlamaConfig config;
    private final Map<String, Shape> required = new LinkedHashMap<>();
    private final Map<String, Shape> allowed = new LinkedHashMap<>();

    LlamaTensors(LlamaConfig config, long vocabulary) {
        this.config = config;
        long h = config.hidden;
        required.put("token_embd.weight", Shape.of(vocabulary, h));
        required.put("output_norm.weight", Shape.of(h));
        allowed.put("output.weight", Shape.of(vocabulary, h));
        for (long layer = 0; layer < config.layers; layer++) {
            block("blk." + layer + ".");
        }
    }

    private void block(String at) {
        long h = config.hidden;
        long q = config.heads * config.headSize;
        long kv = config.keyValueHeads * config.headSize;
        required.put(at + "attn_norm.weight", Shape.of(h));
        required.put(at + "ffn_norm.weight", Shape.of(h));
        matrix(at + "attn_q", q, h);
        matrix(at + "attn_k", kv, h);
        matrix(at + "attn_v", kv, h);
        matrix(at + "attn_output", h, q);
        matrix(at + "ffn_gate", config.inner, h);
        matrix(at + "ffn_up", config.inner, h);
        matrix(at + "ffn_down", h, config.inner);
        if (config.architecture.equals("qwen3")) {
            required.put(at + "attn_q_norm.weight", Shape.of(config.headSize));
            required.put(at + "attn_k_norm.weight", Shape.of(config.headSize));
        }
    }

    private void matrix(String name, long rows, long columns) {
        required.put(name + ".weight", Shape.of(rows, columns));
        boolean qkv = name.matches(".*attn_[qkv]");
        if (config.architecture.equals("qwen2") && qkv) {
            required.put(name + ".bias", Shape.of(rows));
        } else if (config.architecture.equals("llama")) {
            allowed.put(name + ".bias", Shape.of(rows));
        }
    }

    /** Gives every source tensor its place, and adds to {@code refusals} what cannot be placed. */
    Map<String, GgufModel.Place> places(List<TensorInfo> tensors, List<String> refusals) {
        Map<String, GgufModel.Place> places = new LinkedHashMap<>();
        Set<String> found = new HashSet<>();
        for (TensorInfo tensor : tensors) {
            GgufModel.Place place = place(tensor, refusals);
            places.put(tensor.name(), place);
            found.add(place.name());
        }
        List<String> missing =
                required.keySet().stream().filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty()) {
            refusals.add(
                    "llama.cpp needs "
                            + missing.getFirst()
                            + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more")
                            + ", which this model does not have");
        }
        if (config.tiedHead.equals(java.util.Optional.of(false))
                && !found.contains("output.weight")) {
            refusals.add("lm_head.weight: missing, and config.json says that the head is not tied");
        }
        return places;
    }

    private GgufModel.Place place(TensorInfo tensor, List<String> refusals) {
        String name = LlamaNames.toGguf(tensor.name()).orElse("");
        if (tensor.name().endsWith(".rotary_emb.inv_freq")) {
            return omitted(name, "computed from rope_theta");
        }
        if (name.equals("output.weight") && config.tiedHead.orElse(false)) {
            return omitted(name, "the head is tied to the embedding");
        }
        Shape wanted = required.getOrDefault(name, allowed.get(name));
        if (wanted == null || name.length() > MOST_NAME_BYTES) {
            refusals.add(
                    tensor.name()
                            + ": has no place in a "
                            + config.architecture
                            + " file, and llama.cpp refuses unknown tensors");
        } else if (!wanted.equals(tensor.shape())) {
            refusals.add(
                    tensor.name() + ": is " + tensor.shape() + "; config.json makes it " + wanted);
        }
        boolean turned = config.architecture.equals("llama") && name.matches(".*\\.attn_[qk]\\..*");
        return new GgufModel.Place(
                name, turned ? new RowOrder(config.headSize) : RowOrder.AS_IS, "");
    }

    private static GgufModel.Place omitted(String name, String why) {
        return new GgufModel.Place(name, RowOrder.AS_IS, why);
    }

    /** The rows of the embedding, which are the vocabulary. */
    static long vocabulary(List<TensorInfo> tensors) {
        List<TensorInfo> found = new ArrayList<>(tensors);
        found.removeIf(tensor -> !tensor.name().equals("model.embed_tokens.weight"));
        return found.isEmpty() || found.getFirst().shape().rank() != 2
                ? 0
                : found.getFirst().shape().size(0);
    }
}
