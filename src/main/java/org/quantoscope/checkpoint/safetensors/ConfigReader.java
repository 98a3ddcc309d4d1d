package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.ModelConfig;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the facts of a {@code config.json}.
 *
 * <p>A file that is not one JSON object is refused, for guessing without it could turn matrices the
 * wrong way round; a fact that is missing or of another kind than expected, such as a list of head
 * counts, is absent.
 */
final class ConfigReader {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    // Python writes Infinity, for example in Mamba's
                                    // time_step_limit.
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .build())
                                    .build())
                    .build();

    private ConfigReader() {}

    static ModelConfig read(Path file) throws IOException {
        byte[] text;
        try (InputStream in = Files.newInputStream(file)) {
            text = in.readNBytes((int) CheckpointLimits.MAX_CONFIG_BYTES + 1);
        }
        if (text.length > CheckpointLimits.MAX_CONFIG_BYTES) {
            throw refuse(file, 0, "longer than " + CheckpointLimits.MAX_CONFIG_BYTES + " bytes");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw refuse(
                    file,
                    Math.max(0, at),
                    "not JSON: "
                            + MalformedCheckpointException.printable(why)
                            + "; repair it or move it away");
        }
        if (!root.isObject()) {
            throw refuse(file, 0, "not a JSON object; repair it or move it away");
        }
        return config(root);
    }

    private static ModelConfig config(JsonNode root) {
        // Models that also see or hear keep the language model's facts one level down.
        JsonNode text = root.path("text_config");
        return new ModelConfig(
                string(root.path("architectures").path(0)),
                string(root.path("model_type")),
                number(root, text, "hidden_size", "n_embd", "d_model"),
                number(root, text, "num_hidden_layers", "n_layer", "num_layers"),
                number(root, text, "num_attention_heads", "n_head", "num_heads"),
                number(root, text, "num_key_value_heads"),
                number(root, text, "vocab_size"),
                flag(root.path("tie_word_embeddings"))
                        .or(() -> flag(text.path("tie_word_embeddings"))));
    }

    private static Optional<String> string(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static Optional<Boolean> flag(JsonNode node) {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    private static OptionalLong number(JsonNode root, JsonNode text, String... keys) {
        for (JsonNode object : new JsonNode[] {root, text}) {
            for (String key : keys) {
                JsonNode node = object.path(key);
                if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
                    return OptionalLong.of(node.longValue());
                }
            }
        }
        return OptionalLong.empty();
    }

    private static MalformedCheckpointException refuse(Path file, long offset, String what) {
        return new MalformedCheckpointException(
                Reason.BAD_CONFIG, file, OptionalLong.of(offset), "", what);
    }
}
