package org.quantoscope.checkpoint.gguf;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How positions are stretched beyond the context that a model was first trained for. */
final class RopeScaling {
    private final String type;
    private final JsonNode json;

    private RopeScaling(String type, JsonNode json) {
        this.type = type;
        this.json = json;
    }

    /**
     * @param json {@code rope_scaling} or {@code rope_parameters} of config.json, or missing
     * @throws IllegalArgumentException if llama.cpp has no such scaling
     */
    static RopeScaling of(JsonNode json) {
        @Nullable String newer = FolderTexts.string(json, "rope_type");
        @Nullable String name = newer == null ? FolderTexts.string(json, "type") : newer;
        String type = name == null ? "default" : name;
        if (!List.of("default", "linear", "yarn", "llama3").contains(type)) {
            throw new IllegalArgumentException(
                    "config.json: rope scaling "
                            + type
                            + " is not written; default, linear, yarn and llama3 are");
        }
        return new RopeScaling(type, json);
    }

    /** Adds keys without the architecture's name. */
    void metadata(Map<String, GgufValue> keys) {
        if (type.equals("linear") || type.equals("yarn")) {
            keys.put("rope.scaling.type", GgufValues.text(type));
            keys.put("rope.scaling.factor", GgufValues.f32((float) number("factor")));
        }
        if (type.equals("yarn")) {
            keys.put(
                    "rope.scaling.original_context_length",
                    GgufValues.u32((long) number("original_max_position_embeddings")));
        }
    }

    /**
     * Divisors of llama3's frequencies: 1 for short waves, the factor for long ones, and a smooth
     * change between them.
     */
    Optional<GgufModel.Computed> factors(double base, long headSize) {
        if (!type.equals("llama3")) {
            return Optional.empty();
        }
        double factor = number("factor");
        double low = number("low_freq_factor");
        double high = number("high_freq_factor");
        double context = number("original_max_position_embeddings");
        List<Float> factors = new ArrayList<>();
        for (long i = 0; i < headSize; i += 2) {
            double wave = 2 * Math.PI * Math.pow(base, (double) i / headSize);
            if (wave < context / high) {
                factors.add(1f);
            } else if (wave > context / low) {
                factors.add((float) factor);
            } else {
                double smooth = (context / wave - low) / (high - low);
                factors.add((float) (1 / ((1 - smooth) / factor + smooth)));
            }
        }
        return Optional.of(new GgufModel.Computed("rope_freqs.weight", factors));
    }

    private double number(String key) {
        JsonNode value = json.path(key);
        if (!value.isNumber() || !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(
                    "config.json: rope scaling " + type + " needs a number " + key);
        }
        return value.doubleValue();
    }
}
