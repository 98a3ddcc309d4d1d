package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.ModelConfig;

import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the facts of a {@code config.json}.
 *
 * <p>A file that is not one JSON object is refused, for guessing without it could turn matrices the
 * wrong way round; a fact that is missing or of another kind than expected, such as a list of head
 * counts, is absent. Streams, because building Jackson's object mapper would take longer than
 * opening a model.
 */
public final class ConfigReader {
    /** Models that also see or hear keep the language model's facts in an object of this name. */
    private static final String TEXT_CONFIG = "text_config";

    private final StrictJson json;
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Boolean> flags = new HashMap<>();

    private ConfigReader(StrictJson json) {
        this.json = json;
    }

    /** The facts in {@code file}. */
    public static ModelConfig read(Path file) throws IOException {
        try (StrictJson json = StrictJson.ofConfig(file)) {
            if (json.next() != JsonToken.START_OBJECT) {
                throw json.refuse(
                        Reason.BAD_CONFIG, "", "not a JSON object; repair it or move it away");
            }
            ConfigReader reader = new ConfigReader(json);
            reader.readObject("");
            json.end();
            return reader.config();
        }
    }

    /** Collects the members of the object under the cursor under {@code prefix} + key. */
    private void readObject(String prefix) throws MalformedCheckpointException {
        Set<String> keys = new HashSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!keys.add(key)) {
                String shown = MalformedCheckpointException.printable(key);
                throw json.refuse(Reason.BAD_CONFIG, "", "has \"" + shown + "\" twice");
            }
            JsonToken value = json.next();
            if (prefix.isEmpty() && key.equals(TEXT_CONFIG) && value == JsonToken.START_OBJECT) {
                readObject(TEXT_CONFIG + ".");
            } else if (key.equals("architectures") && value == JsonToken.START_ARRAY) {
                readFirst(prefix + key);
            } else {
                readValue(prefix + key, value);
            }
        }
    }

    private void readFirst(String key) throws MalformedCheckpointException {
        for (JsonToken value = json.next(); value != JsonToken.END_ARRAY; value = json.next()) {
            if (value == JsonToken.VALUE_STRING) {
                strings.putIfAbsent(key + "[0]", json.string());
            }
            json.skip();
        }
    }

    private void readValue(String key, JsonToken value) throws MalformedCheckpointException {
        switch (value) {
            case VALUE_STRING -> strings.put(key, json.string());
            case VALUE_NUMBER_INT -> json.integer().ifPresent(n -> numbers.put(key, n));
            case VALUE_TRUE, VALUE_FALSE -> flags.put(key, value == JsonToken.VALUE_TRUE);
            default -> json.skip();
        }
    }

    private ModelConfig config() {
        return new ModelConfig(
                Optional.ofNullable(strings.get("architectures[0]")),
                Optional.ofNullable(strings.get("model_type")),
                number("hidden_size", "n_embd", "d_model"),
                number("num_hidden_layers", "n_layer", "num_layers"),
                number("num_attention_heads", "n_head", "num_heads"),
                number("num_key_value_heads"),
                number("vocab_size"),
                Optional.ofNullable(flags.get("tie_word_embeddings"))
                        .or(() ->
                                Optional.ofNullable(
                                        flags.get(TEXT_CONFIG + ".tie_word_embeddings"))));
    }

    private OptionalLong number(String... keys) {
        for (String prefix : new String[] {"", TEXT_CONFIG + "."}) {
            for (String key : keys) {
                Long number = numbers.get(prefix + key);
                if (number != null && number > 0) {
                    return OptionalLong.of(number);
                }
            }
        }
        return OptionalLong.empty();
    }
}
