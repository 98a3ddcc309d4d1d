package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of a config.json that llama.cpp needs of a model of the Llama family; what is missing
 * is what transformers supposes, and is noted.
 */
final class LlamaConfig {
    /** GGUF's name of each architecture, and what transformers supposes of it. */
    private enum Family {
        LlamaForCausalLM("llama", 2048, 0),
        MistralForCausalLM("llama", 131_072, 0),
        Qwen2ForCausalLM("qwen2", 32_768, 0),
        Qwen3ForCausalLM("qwen3", 32_768, 128);

        private final String gguf;
        private final long contextLength;

        /** Of a head; 0 where the hidden size is shared among the heads. */
        private final long headSize;

        Family(String gguf, long contextLength, long headSize) {
            this.gguf = gguf;
            this.contextLength = contextLength;
            this.headSize = headSize;
        }
    }

    private static final int MOST_LAYERS = 10_000;

    final String architecture;
    final long layers;
    final long hidden;
    final long inner;
    final long heads;
    final long keyValueHeads;
    final long headSize;
    final Optional<Boolean> tiedHead;
    private final Family family;
    private final JsonNode json;
    private final List<String> supposed = new ArrayList<>();

    /**
     * @throws IllegalArgumentException with one line, if it is none of the family or lacks a fact
     */
    LlamaConfig(JsonNode json) {
        this.json = json;
        JsonNode first = json.path("architectures").path(0);
        String name = first.isString() ? first.stringValue() : null;
        this.family = family(name);
        this.architecture = family.gguf;
        this.layers = required("num_hidden_layers");
        this.hidden = required("hidden_size");
        this.inner = required("intermediate_size");
        this.heads = required("num_attention_heads");
        this.keyValueHeads = whole("num_key_value_heads", heads);
        this.headSize =
                json.path("head_dim").isIntegralNumber()
                        ? json.path("head_dim").longValue()
                        : family.headSize > 0 ? family.headSize : hidden / heads;
        JsonNode tied = json.path("tie_word_embeddings");
        this.tiedHead = tied.isBoolean() ? Optional.of(tied.booleanValue()) : Optional.empty();
        if (layers > MOST_LAYERS || headSize <= 0 || headSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "config.json: "
                            + layers
                            + " layers with heads of "
                            + headSize
                            + " are no model");
        }
        String activation = FolderTexts.string(json, "hidden_act");
        if (activation != null && !activation.equals("silu")) {
            throw new IllegalArgumentException(
                    "config.json: hidden_act is "
                            + activation
                            + "; llama.cpp computes silu for "
                            + architecture);
        }
    }

    private static Family family(@org.jspecify.annotations.Nullable String name) {
        for (Family each : Family.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "config.json: GGUF is written of Llama, Mistral, Qwen2 and Qwen3, not of "
                        + (name == null ? "a model without architecture" : name)
                        + "; choose another format");
    }

    /** What was supposed where the file is silent. */
    List<String> supposed() {
        return supposed;
    }

    /** The {@code ARCH.*} keys. */
    Map<String, GgufValue> metadata(long vocabulary) {
        Map<String, GgufValue> keys = new LinkedHashMap<>();
        keys.put("block_count", GgufValues.u32(layers));
        keys.put(
                "context_length",
                GgufValues.u32(supposing("max_position_embeddings", family.contextLength)));
        keys.put("embedding_length", GgufValues.u32(hidden));
        keys.put("feed_forward_length", GgufValues.u32(inner));
        keys.put("attention.head_count", GgufValues.u32(heads));
        keys.put("attention.head_count_kv", GgufValues.u32(keyValueHeads));
        keys.put("rope.freq_base", GgufValues.f32((float) ropeTheta()));
        JsonNode epsilon = json.path("rms_norm_eps");
        if (!epsilon.isNumber()) {
            supposed.add("rms_norm_eps 1e-6");
        }
        keys.put(
                "attention.layer_norm_rms_epsilon",
                GgufValues.f32(epsilon.isNumber() ? (float) epsilon.doubleValue() : 1e-6f));
        keys.put("attention.key_length", GgufValues.u32(headSize));
        keys.put("attention.value_length", GgufValues.u32(headSize));
        keys.put("vocab_size", GgufValues.u32(vocabulary));
        keys.put("rope.dimension_count", GgufValues.u32(headSize));
        RopeScaling.of(scaling()).metadata(keys);
        Map<String, GgufValue> named = new LinkedHashMap<>();
        keys.forEach((key, value) -> named.put(architecture + "." + key, value));
        return named;
    }

    /** {@code rope_freqs.weight}, where the scaling needs one. */
    Optional<GgufModel.Computed> ropeFactors() {
        return RopeScaling.of(scaling()).factors(ropeTheta(), headSize);
    }

    /** What llama.cpp will do otherwise than the model's own code. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean window = json.path("sliding_window").isIntegralNumber();
        boolean used =
                json.path("use_sliding_window").asBoolean(family == Family.MistralForCausalLM);
        if (window && used) {
            notes.add(
                    "llama.cpp ignores the sliding window of "
                            + json.path("sliding_window").longValue()
                            + " tokens: longer texts are computed otherwise than by transformers.");
        }
        if (!supposed.isEmpty()) {
            notes.add(
                    "config.json is silent, so transformers' defaults are written: "
                            + String.join(", ", supposed)
                            + ".");
        }
        return notes;
    }

    private double ropeTheta() {
        JsonNode own = json.path("rope_theta");
        JsonNode node = own.isNumber() ? own : json.path("rope_parameters").path("rope_theta");
        return node.isNumber() ? node.doubleValue() : 10_000;
    }

    private JsonNode scaling() {
        JsonNode older = json.path("rope_scaling");
        return older.isObject() ? older : json.path("rope_parameters");
    }

    private long required(String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || value.longValue() <= 0 || value.longValue() > 1 << 30) {
            throw new IllegalArgumentException("config.json: " + key + " is missing or no number");
        }
        return value.longValue();
    }

    private long supposing(String key, long otherwise) {
        if (!json.path(key).isIntegralNumber()) {
            supposed.add(key + " " + otherwise);
        }
        return whole(key, otherwise);
    }

    private long whole(String key, long otherwise) {
        return json.path(key).isIntegralNumber() ? required(key) : otherwise;
    }
}
