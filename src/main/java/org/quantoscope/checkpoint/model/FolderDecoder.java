package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.MalformedCheckpointException;

import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A decoder's shape out of config.json, with what transformers supposes where it is silent. */
final class FolderDecoder extends DecoderFacts {
    static final String FILE = "config.json";

    /** Qwen3's width of a head where the file does not say it. */
    private static final int QWEN3_HEAD = 128;

    private final JsonNode json;

    FolderDecoder(JsonNode json) {
        this.json = json;
    }

    DecoderConfig config() throws UnsupportedModelException {
        DecoderConfig.Family family = family();
        refuseOtherActivations();
        int hidden = size("hidden_size");
        int heads = size("num_attention_heads");
        int layers = size("num_hidden_layers");
        OptionalInt window = slidingWindow(family);
        return checked(
                new DecoderConfig(
                        family,
                        layers,
                        hidden,
                        size("intermediate_size"),
                        heads,
                        size("num_key_value_heads", whole("num_key_value_heads").orElse(heads)),
                        headSize(family, hidden, heads),
                        (float) positive("rms_norm_eps", number("rms_norm_eps").orElse(1e-6)),
                        rope(),
                        window,
                        firstWindowedLayer(family, layers),
                        json.path("tie_word_embeddings").asBoolean(false),
                        positions("max_position_embeddings")));
    }

    private DecoderConfig.Family family() throws UnsupportedModelException {
        JsonNode architecture = json.path("architectures").path(0);
        String name =
                architecture.isString()
                        ? architecture.stringValue()
                        : text("model_type").orElse("a model without architecture");
        return switch (name) {
            case "LlamaForCausalLM", "llama" -> DecoderConfig.Family.LLAMA;
            case "MistralForCausalLM", "mistral" -> DecoderConfig.Family.MISTRAL;
            case "Qwen2ForCausalLM", "qwen2" -> DecoderConfig.Family.QWEN2;
            case "Qwen3ForCausalLM", "qwen3" -> DecoderConfig.Family.QWEN3;
            default -> throw refuseFamily(MalformedCheckpointException.printable(name));
        };
    }

    private void refuseOtherActivations() throws UnsupportedModelException {
        String activation = text("hidden_act").orElse("silu");
        if (!activation.equals("silu")) {
            throw refuse("hidden_act " + activation + " is not computed; silu is");
        }
        if (number("partial_rotary_factor").orElse(1) != 1) {
            throw refuse("partial_rotary_factor is not computed: whole heads are turned");
        }
    }

    private int headSize(DecoderConfig.Family family, int hidden, int heads)
            throws UnsupportedModelException {
        long supposed =
                family == DecoderConfig.Family.QWEN3 ? QWEN3_HEAD : Math.max(1, hidden / heads);
        return size("head_dim", whole("head_dim").orElse(supposed));
    }

    private OptionalInt slidingWindow(DecoderConfig.Family family)
            throws UnsupportedModelException {
        OptionalLong window = whole("sliding_window");
        boolean used =
                switch (family) {
                    case MISTRAL -> true;
                    case QWEN2, QWEN3 -> json.path("use_sliding_window").asBoolean(false);
                    case LLAMA -> false;
                };
        return used && window.isPresent()
                ? OptionalInt.of(size("sliding_window", window.getAsLong()))
                : OptionalInt.empty();
    }

    private int firstWindowedLayer(DecoderConfig.Family family, int layers)
            throws UnsupportedModelException {
        OptionalLong first = whole("max_window_layers");
        return family == DecoderConfig.Family.MISTRAL || first.isEmpty()
                ? 0
                : (int) Math.max(0, Math.min(layers, first.getAsLong()));
    }

    private DecoderConfig.Rope rope() throws UnsupportedModelException {
        JsonNode newer = json.path("rope_parameters");
        JsonNode older = json.path("rope_scaling");
        JsonNode node = older.isObject() ? older : newer;
        JsonNode base = json.path("rope_theta");
        JsonNode theta = base.isNumber() ? base : newer.path("rope_theta");
        double value = theta.isNumber() ? theta.doubleValue() : 10_000;
        return new DecoderConfig.Rope(positive("rope_theta", value), scaling(node));
    }

    private DecoderConfig.Scaling scaling(JsonNode node) throws UnsupportedModelException {
        JsonNode named = node.path("rope_type");
        JsonNode type = named.isString() ? named : node.path("type");
        String name = type.isString() ? type.stringValue() : "default";
        return switch (name) {
            case "default" -> new DecoderConfig.Linear(1);
            case "linear" -> new DecoderConfig.Linear(of(node, "factor"));
            case "llama3" ->
                    new DecoderConfig.Llama3(
                            of(node, "factor"),
                            of(node, "low_freq_factor"),
                            of(node, "high_freq_factor"),
                            of(node, "original_max_position_embeddings"));
            default ->
                    throw refuse(
                            "rope scaling "
                                    + MalformedCheckpointException.printable(name)
                                    + " is not computed; default, linear and llama3 are");
        };
    }

    private double of(JsonNode node, String key) throws UnsupportedModelException {
        JsonNode value = node.path(key);
        return positive("rope scaling's " + key, value.isNumber() ? value.doubleValue() : 0);
    }

    @Override
    String source() {
        return FILE;
    }

    @Override
    OptionalLong whole(String key) {
        JsonNode value = json.path(key);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    @Override
    OptionalDouble number(String key) {
        JsonNode value = json.path(key);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    @Override
    Optional<String> text(String key) {
        JsonNode value = json.path(key);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
