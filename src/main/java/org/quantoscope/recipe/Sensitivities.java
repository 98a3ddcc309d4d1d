package org.quantoscope.recipe;

import org.quantoscope.tensor.TensorInfo;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Factors on the errors of tensors, as people write them: a JSON object of name or glob to number,
 * of which the last that matches a tensor counts.
 */
public final class Sensitivities {
    /** Beyond it, sums of errors would lose their digits. */
    private static final double MOST = 1e30;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Sensitivities() {}

    /**
     * Factors by tensor name, of those that some pattern matches.
     *
     * @param tensors those that are quantized
     * @throws IllegalArgumentException in one line if it is no such object, a value is no number of
     *     0 or more, or a pattern matches no tensor, which is a misspelt one more often than not
     */
    public static Map<String, Double> read(String json, List<TensorInfo> tensors) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw refused("not valid JSON: " + firstLine(e.getOriginalMessage()));
        }
        if (root == null || !root.isObject()) {
            throw refused("must be an object of tensor names and numbers");
        }
        Map<String, Double> factors = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            double factor =
                    entry.getValue().isNumber() ? entry.getValue().doubleValue() : Double.NaN;
            if (!(factor >= 0 && factor <= MOST)) {
                throw refused(entry.getKey() + " must be a number from 0 to 1e30");
            }
            LayerSelector pattern = LayerSelector.glob(entry.getKey());
            List<String> names =
                    tensors.stream().filter(pattern::matches).map(TensorInfo::name).toList();
            if (names.isEmpty()) {
                throw refused(entry.getKey() + " matches no tensor that is quantized");
            }
            names.forEach(name -> factors.put(name, factor));
        }
        return factors;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what);
    }
}
