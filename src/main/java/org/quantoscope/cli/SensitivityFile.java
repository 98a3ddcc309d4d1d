package org.quantoscope.cli;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads factors on the errors of tensors: a JSON object of name or pattern to number. */
final class SensitivityFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SensitivityFile() {}

    /**
     * Factors by tensor name, of those that some pattern matches.
     *
     * @throws CommandFailedException if a value is no number of 0 or more, or a pattern matches no
     *     tensor, which is a misspelt one more often than not
     */
    static Map<String, Double> read(Path file, List<TensorInfo> tensors) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(RecipeFile.text(file));
        } catch (JacksonException e) {
            throw failure(file, "not valid JSON: " + e.getOriginalMessage());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw failure(file, "no UTF-8 text");
        }
        if (root == null || !root.isObject()) {
            throw failure(file, "must be an object of tensor names and numbers");
        }
        Map<String, Double> factors = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            double factor =
                    entry.getValue().isNumber() ? entry.getValue().doubleValue() : Double.NaN;
            if (!(factor >= 0 && factor <= 1e30)) {
                throw failure(file, entry.getKey() + " must be a number from 0 to 1e30");
            }
            LayerSelector pattern = LayerSelector.glob(entry.getKey());
            List<String> names =
                    tensors.stream().filter(pattern::matches).map(TensorInfo::name).toList();
            if (names.isEmpty()) {
                throw failure(file, entry.getKey() + " matches no tensor that is quantized");
            }
            names.forEach(name -> factors.put(name, factor));
        }
        return factors;
    }

    private static CommandFailedException failure(Path file, String what) {
        return new CommandFailedException(
                file
                        + ": "
                        + MalformedCheckpointException.escaped(
                                what.lines().findFirst().orElse("")));
    }
}
