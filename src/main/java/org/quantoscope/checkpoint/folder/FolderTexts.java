package org.quantoscope.checkpoint.folder;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The texts beside a model's weights, read whole and within bounds.
 *
 * <p>JSON is handed out as the library's tree, to packages of {@code checkpoint} only, which turn
 * it into values.
 */
public final class FolderTexts {
    /** The largest public tokenizers (262,144 tokens) need 34 MB. */
    private static final int MOST_BYTES = 100_000_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Checkpoint source;

    public FolderTexts(Checkpoint source) {
        this.source = source;
    }

    public boolean has(String file) {
        return source.companionFiles().contains(file);
    }

    /**
     * The JSON of a file; a missing node where there is no such file.
     *
     * @throws IOException that names the file, if it is too long or no JSON
     */
    public JsonNode json(String file) throws IOException {
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(bytes.get());
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new IOException(
                    source.folder().resolve(file)
                            + ": not JSON: "
                            + MalformedCheckpointException.printable(why),
                    e);
        }
    }

    /** A file's text; empty where there is no such file. */
    public Optional<String> text(String file) throws IOException {
        return bytes(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> bytes(String file) throws IOException {
        if (!has(file)) {
            return Optional.empty();
        }
        Path path = source.folder().resolve(file);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(path + ": longer than " + MOST_BYTES + " bytes");
            }
            return Optional.of(bytes);
        }
    }

    /** The text of a member; null where it is none. */
    public static @Nullable String string(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : null;
    }
}
