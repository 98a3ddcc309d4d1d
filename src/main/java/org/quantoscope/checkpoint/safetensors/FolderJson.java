package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.tensor.DType;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The JSON files that a Hugging Face folder needs beside its weights, for writing. */
public final class FolderJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** The key of transformers up to 4, and the one since. */
    private static final Set<String> DTYPE_KEYS = Set.of("torch_dtype", "dtype");

    private static final Set<String> DTYPES = Set.of("float32", "float16", "bfloat16");

    private static final String QUANTIZATION = "quantization_config";

    private FolderJson() {}

    /**
     * Name of the index of these weight files: the common prefix of {@code PREFIX-00001-of-00002}
     * names, else {@code model}.
     */
    public static String indexName(List<String> weightFiles) {
        String first = weightFiles.isEmpty() ? "" : weightFiles.getFirst();
        String prefix = first.replaceFirst("-\\d+-of-\\d+" + SafetensorsLayout.EXTENSION + "$", "");
        return (prefix.equals(first) ? "model" : prefix) + SafetensorsLayout.INDEX_EXTENSION;
    }

    /**
     * Text of an index.
     *
     * @param fileOf weight file of every tensor, by tensor
     * @param totalBytes of all tensors' data
     */
    public static String index(Map<String, String> fileOf, long totalBytes) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("metadata").put("total_size", totalBytes);
        ObjectNode map = root.putObject("weight_map");
        new TreeMap<>(fileOf).forEach(map::put);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return MAPPER.writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(root)
                + "\n";
    }

    /**
     * A configuration that says that the weights are plain values of another type, byte for byte
     * the same otherwise.
     *
     * <p>transformers loads into the type that the configuration names: left alone, a model
     * restored to F32 would be rounded again. A configuration that names none stays as it is, for
     * transformers then looks at the weights. What it says of codes that the weights once were
     * ({@code quantization_config}) is left out, or every loader would look for them.
     *
     * @param config JSON in UTF-8
     * @throws IOException if it is not JSON
     */
    public static byte[] withDtype(byte[] config, DType dtype) throws IOException {
        return withOtherDtype(withoutQuantization(config), dtype);
    }

    /**
     * A configuration with another {@code quantization_config}, or with one where there was none;
     * byte for byte the same otherwise.
     *
     * @param config JSON in UTF-8
     * @param quantization a JSON object
     * @throws IOException if {@code config} is no JSON object
     */
    public static byte[] withQuantization(byte[] config, String quantization) throws IOException {
        byte[] plain = withoutQuantization(config);
        boolean empty = true;
        int end = -1;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), plain)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("config.json is no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                empty = false;
                parser.nextToken();
                parser.skipChildren();
            }
            end = (int) parser.currentTokenLocation().getByteOffset();
        } catch (JacksonException e) {
            throw new IOException("config.json is not JSON: " + e.getOriginalMessage(), e);
        }
        while (end > 0 && Character.isWhitespace(plain[end - 1])) {
            end--;
        }
        String member = (empty ? "" : ",") + "\n  \"" + QUANTIZATION + "\": " + quantization;
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(plain, 0, end);
        changed.writeBytes(member.getBytes(StandardCharsets.UTF_8));
        if (plain[end] == '}') {
            changed.write('\n');
        }
        changed.write(plain, end, plain.length - end);
        return changed.toByteArray();
    }

    /**
     * A configuration that says nothing of codes that the weights once were ({@code
     * quantization_config}), byte for byte the same otherwise.
     *
     * @param config JSON in UTF-8
     * @throws IOException if it is not JSON
     */
    public static byte[] withoutQuantization(byte[] config) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), config)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return config;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                boolean found = parser.currentName().equals(QUANTIZATION);
                parser.nextToken();
                parser.skipChildren();
                if (found) {
                    parser.finishToken();
                    return without(config, start, (int) parser.currentLocation().getByteOffset());
                }
            }
            return config;
        } catch (JacksonException e) {
            throw new IOException("config.json is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** {@code json} without the member at these bytes and without one of its commas. */
    private static byte[] without(byte[] json, int start, int end) {
        int from = start;
        int to = end;
        while (to < json.length && Character.isWhitespace(json[to])) {
            to++;
        }
        if (to < json.length && json[to] == ',') {
            do {
                to++;
            } while (to < json.length && Character.isWhitespace(json[to]));
        } else {
            to = end;
            while (from > 0 && Character.isWhitespace(json[from - 1])) {
                from--;
            }
            from -= from > 0 && json[from - 1] == ',' ? 1 : 0;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(json, 0, from);
        rest.write(json, to, json.length - to);
        return rest.toByteArray();
    }

    private static byte[] withOtherDtype(byte[] config, DType dtype) throws IOException {
        String name =
                switch (dtype) {
                    case F32 -> "float32";
                    case F16 -> "float16";
                    case BF16 -> "bfloat16";
                    default -> throw new IllegalArgumentException("no type of weights: " + dtype);
                };
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int copied = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), config)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && DTYPE_KEYS.contains(String.valueOf(parser.currentName()))
                        && DTYPES.contains(parser.getString())) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    int end = (int) parser.currentLocation().getByteOffset();
                    changed.write(config, copied, start - copied);
                    changed.writeBytes(('"' + name + '"').getBytes(StandardCharsets.UTF_8));
                    copied = end;
                }
            }
        } catch (JacksonException e) {
            throw new IOException("config.json is not JSON: " + e.getOriginalMessage(), e);
        }
        changed.write(config, copied, config.length - copied);
        return changed.toByteArray();
    }
}
