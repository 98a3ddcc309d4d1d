package org.quantoscope.checkpoint.model;

import org.quantoscope.tensor.Shape;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a model as transformers names them, out of its config.json.
 *
 * <p>Shapes are known as far as the file says the sizes; no default of transformers is supposed for
 * a size.
 */
final class ModelLayout {
    private static final String LLAMA_PREFIX = "model.";
    private static final String GPT2_PREFIX = "transformer.";

    private static final long MOST_SIZE = 1L << 30;

    private final JsonNode json;
    private final String type;
    private final long layers;
    private final long experts;
    private final Map<String, Optional<Shape>> required = new LinkedHashMap<>();
    private final Map<String, Optional<Shape>> allowed = new LinkedHashMap<>();

    private ModelLayout(JsonNode json, String type) {
        this.json = json;
        this.type = type;
        this.layers = size(isGpt2() ? "n_layer" : "num_hidden_layers");
        this.experts = type.equals("mixtral") ? Math.max(0, size("num_local_experts")) : 0;
    }

    /** Empty for other families, and where the number of layers is unknown. */
    static Optional<ModelLayout> of(JsonNode json) {
        JsonNode type = json.path("model_type");
        return switch (type.isString() ? type.stringValue() : "") {
            case "llama", "mistral", "mixtral", "qwen2", "qwen3", "gpt2" ->
                    Optional.of(new ModelLayout(json, type.stringValue()))
                            .filter(layout -> layout.layers > 0);
            default -> Optional.empty();
        };
    }

    long layers() {
        return layers;
    }

    /** About as many names as there are, to be asked before they are made. */
    long names() {
        return layers * (16 + 3 * experts);
    }

    /** What every name but the head's begins with, unless the model was saved without its head. */
    String prefix() {
        return isGpt2() ? GPT2_PREFIX : LLAMA_PREFIX;
    }

    /** By name; a shape that is not known is empty. */
    Map<String, Optional<Shape>> required() {
        if (required.isEmpty()) {
            if (isGpt2()) {
                gpt2();
            } else {
                llama();
            }
        }
        return required;
    }

    /** Names that are no parameters, or are shared, and yet pass. */
    Map<String, Optional<Shape>> allowed() {
        required();
        return allowed;
    }

    private boolean isGpt2() {
        return type.equals("gpt2");
    }

    private void llama() {
        long hidden = size("hidden_size");
        long vocabulary = size("vocab_size");
        long heads = size("num_attention_heads");
        long width = size("head_dim");
        // Where it is not said, Qwen3 has a width of its own, the others share the hidden size.
        long headSize =
                width > 0 || type.equals("qwen3") || heads <= 0 || hidden <= 0
                        ? width
                        : hidden / heads;
        put(LLAMA_PREFIX + "embed_tokens.weight", vocabulary, hidden);
        for (long layer = 0; layer < layers; layer++) {
            String at = LLAMA_PREFIX + "layers." + layer + ".";
            put(at + "input_layernorm.weight", hidden);
            attention(at + "self_attn.", hidden, heads, headSize);
            put(at + "post_attention_layernorm.weight", hidden);
            if (type.equals("mixtral")) {
                experts(at + "block_sparse_moe.", hidden);
            } else {
                feedForward(at + "mlp.", hidden);
            }
        }
        put(LLAMA_PREFIX + "norm.weight", hidden);
        head(json.path("tie_word_embeddings").asBoolean(false), vocabulary, hidden);
    }

    private void attention(String at, long hidden, long heads, long headSize) {
        long queries = product(heads, headSize);
        long keys = product(size("num_key_value_heads"), headSize);
        boolean biased = json.path("attention_bias").asBoolean(false);
        boolean all = biased && (type.equals("llama") || type.equals("qwen3"));
        matrix(at + "q_proj", queries, hidden, all || type.equals("qwen2"));
        matrix(at + "k_proj", keys, hidden, all || type.equals("qwen2"));
        matrix(at + "v_proj", keys, hidden, all || type.equals("qwen2"));
        matrix(at + "o_proj", hidden, queries, all);
        if (type.equals("qwen3")) {
            put(at + "q_norm.weight", headSize);
            put(at + "k_norm.weight", headSize);
        }
    }

    private void feedForward(String at, long hidden) {
        long inner = size("intermediate_size");
        boolean biased = type.equals("llama") && json.path("mlp_bias").asBoolean(false);
        matrix(at + "gate_proj", inner, hidden, biased);
        matrix(at + "up_proj", inner, hidden, biased);
        matrix(at + "down_proj", hidden, inner, biased);
    }

    private void experts(String at, long hidden) {
        long inner = size("intermediate_size");
        put(at + "gate.weight", experts, hidden);
        for (long expert = 0; expert < experts; expert++) {
            String one = at + "experts." + expert + ".";
            put(one + "w1.weight", inner, hidden);
            put(one + "w2.weight", hidden, inner);
            put(one + "w3.weight", inner, hidden);
        }
    }

    private void gpt2() {
        long hidden = size("n_embd");
        long vocabulary = size("vocab_size");
        long inner = json.path("n_inner").isIntegralNumber() ? size("n_inner") : 4 * hidden;
        put(GPT2_PREFIX + "wte.weight", vocabulary, hidden);
        put(GPT2_PREFIX + "wpe.weight", size("n_positions"), hidden);
        for (long layer = 0; layer < layers; layer++) {
            String at = GPT2_PREFIX + "h." + layer + ".";
            norm(at + "ln_1", hidden);
            conv1d(at + "attn.c_attn", hidden, 3 * hidden);
            conv1d(at + "attn.c_proj", hidden, hidden);
            norm(at + "ln_2", hidden);
            conv1d(at + "mlp.c_fc", hidden, inner);
            conv1d(at + "mlp.c_proj", inner, hidden);
            // Masks that older versions stored.
            allowed.put(at + "attn.bias", Optional.empty());
            allowed.put(at + "attn.masked_bias", Optional.empty());
        }
        norm(GPT2_PREFIX + "ln_f", hidden);
        head(json.path("tie_word_embeddings").asBoolean(true), vocabulary, hidden);
    }

    private void head(boolean tied, long vocabulary, long hidden) {
        if (tied) {
            allowed.put("lm_head.weight", Optional.empty());
        } else {
            put("lm_head.weight", vocabulary, hidden);
        }
    }

    private void matrix(String module, long rows, long columns, boolean biased) {
        put(module + ".weight", rows, columns);
        if (biased) {
            put(module + ".bias", rows);
        }
    }

    /** Stored [in, out]. */
    private void conv1d(String module, long in, long out) {
        put(module + ".weight", in, out);
        put(module + ".bias", out);
    }

    private void norm(String module, long size) {
        put(module + ".weight", size);
        put(module + ".bias", size);
    }

    private void put(String name, long... sizes) {
        boolean known = true;
        for (long size : sizes) {
            known &= size > 0;
        }
        required.put(name, known ? Optional.of(Shape.of(sizes)) : Optional.empty());
    }

    private static long product(long a, long b) {
        return a > 0 && b > 0 && a * b < MOST_SIZE ? a * b : -1;
    }

    /** −1 where the file does not say it, or no size that a tensor could have. */
    private long size(String key) {
        JsonNode value = json.path(key);
        return value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() > 0
                        && value.longValue() < MOST_SIZE
                ? value.longValue()
                : -1;
    }
}
