package org.quantoscope.checkpoint.quantpack;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts by which a package says what it is: the {@code __metadata__} of each weight file, and
 * {@value #FILE} for people.
 *
 * <p>Same input, same text: sorted keys, no dates, no paths.
 */
public final class PackageMetadata {
    /** The package's description for people, in its folder; readers do without it. */
    public static final String FILE = "quantoscope.json";

    /** Version of the format; a reader refuses any other. */
    public static final String VERSION = "1";

    public static final String VERSION_KEY = "quantoscope.package";
    public static final String TENSORS_KEY = "quantoscope.tensors";
    public static final String RECIPE_KEY = "quantoscope.recipe";
    public static final String SOURCE_KEY = "quantoscope.source";

    /** What the source's values were made from, where they were codes. */
    public static final String REFERENCE_KEY = "quantoscope.reference";

    public static final String TOOL_KEY = "quantoscope.version";

    /** Without {@code "format": "pt"}, transformers refuses any metadata. */
    private static final Map<String, String> PYTORCH = Map.of("format", "pt");

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private PackageMetadata() {}

    /**
     * What any export's weight file says about where it comes from.
     *
     * @param recipeJson the recipe as its own codec writes it
     * @param toolVersion of Quantoscope
     * @param sourceSha256 of each source file whose tensors are in this one, by file, in hex; of
     *     GGUF files another digest, which says its name
     */
    public static Map<String, String> provenance(
            String recipeJson, String toolVersion, Map<String, String> sourceSha256) {
        Map<String, String> metadata = new TreeMap<>(PYTORCH);
        metadata.put(RECIPE_KEY, recipeJson);
        metadata.put(TOOL_KEY, toolVersion);
        metadata.put(SOURCE_KEY, strings(sourceSha256).toString());
        return metadata;
    }

    /**
     * The digests that {@link #provenance} wrote under {@value #SOURCE_KEY}, by file.
     *
     * @throws IllegalArgumentException if it is no JSON object of texts
     */
    public static Map<String, String> sourceSha256(String json) {
        try {
            Map<String, String> digests = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(json).properties()) {
                digests.put(entry.getKey(), entry.getValue().stringValue());
            }
            return digests;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    SOURCE_KEY
                            + " is no list of digests: "
                            + withoutSettings(e.getOriginalMessage()),
                    e);
        }
    }

    /** {@link #provenance} and what a reader needs to restore {@code tensors}. */
    public static Map<String, String> ofFile(
            Map<String, String> provenance, Collection<PackedTensor> tensors) {
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put(VERSION_KEY, VERSION);
        metadata.put(TENSORS_KEY, tensorsNode(tensors).toString());
        return metadata;
    }

    /** Text of {@value #FILE}. */
    public static String forPeople(
            String recipeJson,
            String toolVersion,
            Map<String, String> sourceSha256,
            Collection<PackedTensor> tensors) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "quantoscope-package");
        root.put("version", Integer.parseInt(VERSION));
        root.put("tool", "Quantoscope " + toolVersion);
        root.set("source", strings(sourceSha256));
        root.set("recipe", MAPPER.readTree(recipeJson));
        root.set("tensors", tensorsNode(tensors));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return MAPPER.writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(root)
                + "\n";
    }

    /**
     * The tensors of one file.
     *
     * @throws IllegalArgumentException that names the field, for text that {@link #ofFile} never
     *     wrote
     */
    static List<PackedTensor> readTensors(@Nullable String json) {
        if (json == null) {
            throw new IllegalArgumentException("its metadata lack " + TENSORS_KEY);
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    TENSORS_KEY + " is not JSON: " + withoutSettings(e.getOriginalMessage()), e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException(TENSORS_KEY + " is not a JSON object");
        }
        List<PackedTensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            try {
                tensors.add(PackedTensorJson.read(entry.getKey(), entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw new BadDescriptionException(entry.getKey(), e);
            }
        }
        return tensors;
    }

    /** The first line of the parser's complaint, without its own types and settings. */
    private static String withoutSettings(@Nullable String complaint) {
        return complaint == null
                ? ""
                : complaint
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst(" \\((\\d+), from `.*", " $1")
                        .replaceFirst("(?: \\(start marker|: enable `| \\(`|, from `).*", "");
    }

    private static ObjectNode tensorsNode(Collection<PackedTensor> tensors) {
        ObjectNode node = MAPPER.createObjectNode();
        for (PackedTensor tensor : tensors) {
            node.set(tensor.name(), PackedTensorJson.write(MAPPER, tensor));
        }
        return node;
    }

    private static ObjectNode strings(Map<String, String> values) {
        ObjectNode node = MAPPER.createObjectNode();
        new TreeMap<>(values).forEach(node::put);
        return node;
    }
}
