package org.quantoscope.recipe;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Recipes as JSON, versions 1 and 2.
 *
 * <p>Version 2 differs in one optional field of a rule, {@code enabled}, true where it is absent.
 * What has no rule that is switched off is written as version 1: a reader that does not know the
 * field refuses the rest by its version instead of carrying out what was switched off.
 *
 * <p>Writing is deterministic and complete; reading is strict: unknown, missing, doubled or
 * ill-typed fields are refused by name. A specification may start from a {@code preset} and give
 * only what differs; that of a rule starts from the default otherwise.
 */
public final class RecipeCodec {
    static final String FORMAT = "quantoscope-recipe";
    static final int VERSION = 1;

    /** The first version that knows rules that are switched off. */
    static final int VERSION_WITH_ENABLED = 2;

    /** The first version that knows layouts of stock formats, and float types as a target. */
    static final int VERSION_WITH_LAYOUTS = 3;

    private static final String ENABLED = "enabled";
    private static final String KEEP = "keep";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private RecipeCodec() {}

    /** The recipe as indented JSON, ending with a line feed. */
    public static String write(Recipe recipe) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", version(recipe));
        root.put("name", recipe.name());
        root.set("default", SpecCodec.write(MAPPER, recipe.defaultSpec()));
        var rules = root.putArray("rules");
        for (Rule rule : recipe.rules()) {
            ObjectNode node = rules.addObject();
            if (!rule.enabled()) {
                node.put(ENABLED, false);
            }
            node.set("match", SelectorCodec.write(MAPPER, rule.match()));
            switch (rule.spec()) {
                case TensorSpec.Keep keep -> node.put("spec", KEEP);
                case TensorSpec.Store(var type) -> node.put("spec", type.key());
                case QuantizationSpec spec -> node.set("spec", SpecCodec.write(MAPPER, spec));
            }
        }
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return MAPPER.writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(root)
                + "\n";
    }

    /** The oldest version that can say it. */
    private static int version(Recipe recipe) {
        boolean stock =
                isStock(recipe.defaultSpec())
                        || recipe.rules().stream().anyMatch(rule -> isStock(rule.spec()));
        boolean allEnabled = recipe.rules().stream().allMatch(Rule::enabled);
        return stock ? VERSION_WITH_LAYOUTS : allEnabled ? VERSION : VERSION_WITH_ENABLED;
    }

    private static boolean isStock(TensorSpec spec) {
        return switch (spec) {
            case TensorSpec.Keep keep -> false;
            case TensorSpec.Store store -> true;
            case QuantizationSpec it -> it.layout() != BlockLayout.PACKAGE;
        };
    }

    /**
     * Reads what {@link #write} wrote, or what a person did.
     *
     * @throws RecipeFormatException with one line that names the field
     */
    public static Recipe read(String json) {
        JsonNode root;
        try {
            // Some editors begin a file with a byte order mark; RFC 8259 lets a reader pass over
            // it.
            root = MAPPER.readTree(json.startsWith("\ufeff") ? json.substring(1) : json);
        } catch (JacksonException e) {
            throw new RecipeFormatException(
                    "", "not valid JSON: " + withoutSettings(e.getOriginalMessage()) + at(e));
        }
        Fields.onlyKnown(root, "", Set.of("format", "version", "name", "default", "rules"));
        String format = Fields.text(root, "", "format");
        if (!format.equals(FORMAT)) {
            throw new RecipeFormatException(
                    "format", "must be \"" + FORMAT + "\", was \"" + format + "\"");
        }
        JsonNode version = Fields.required(root, "", "version");
        if (!version.isInt()
                || version.intValue() < VERSION
                || version.intValue() > VERSION_WITH_LAYOUTS) {
            throw new RecipeFormatException(
                    "version",
                    "must be "
                            + VERSION
                            + " to "
                            + VERSION_WITH_LAYOUTS
                            + ", was "
                            + version
                            + "; a newer Quantoscope may read it");
        }
        QuantizationSpec defaultSpec =
                SpecCodec.read(Fields.required(root, "", "default"), "default", null);
        List<Rule> rules = new ArrayList<>();
        JsonNode list = root.get("rules");
        if (list != null) {
            if (!list.isArray()) {
                throw new RecipeFormatException("rules", "must be a list");
            }
            for (int i = 0; i < list.size(); i++) {
                rules.add(
                        readRule(list.get(i), "rules[" + i + "]", version.intValue(), defaultSpec));
            }
        }
        return new Recipe(Fields.text(root, "", "name"), defaultSpec, rules);
    }

    private static Rule readRule(
            JsonNode node, String path, int version, QuantizationSpec defaultSpec) {
        Fields.onlyKnown(node, path, Set.of("match", "spec", ENABLED));
        LayerSelector match =
                SelectorCodec.read(Fields.required(node, path, "match"), path + ".match");
        JsonNode spec = Fields.required(node, path, "spec");
        return new Rule(
                match,
                readSpec(spec, path + ".spec", defaultSpec),
                readEnabled(node, path, version));
    }

    private static TensorSpec readSpec(JsonNode node, String path, QuantizationSpec defaultSpec) {
        if (!node.isString()) {
            return SpecCodec.read(node, path, defaultSpec);
        }
        String word = node.stringValue();
        return word.equals(KEEP)
                ? TensorSpec.KEEP
                : Arrays.stream(ParameterType.values())
                        .filter(type -> type.key().equals(word))
                        .<TensorSpec>map(TensorSpec.Store::new)
                        .findFirst()
                        .orElseThrow(() ->
                                new RecipeFormatException(
                                        path,
                                        "must be an object, \"keep\", \"f16\", \"bf16\" or \"f32\", was \""
                                                + word
                                                + "\""));
    }

    private static boolean readEnabled(JsonNode node, String path, int version) {
        JsonNode enabled = node.get(ENABLED);
        if (enabled == null) {
            return true;
        }
        String where = Fields.path(path, ENABLED);
        if (version < VERSION_WITH_ENABLED) {
            throw new RecipeFormatException(
                    where,
                    "is known from version " + VERSION_WITH_ENABLED + " on, this is " + version);
        }
        if (!enabled.isBoolean()) {
            throw new RecipeFormatException(where, "must be true or false, was " + enabled);
        }
        return enabled.booleanValue();
    }

    /** The first line of the parser's complaint, without its own types and settings. */
    private static String withoutSettings(String complaint) {
        return complaint
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" \\((\\d+), from `.*", " $1")
                .replaceFirst("(?: \\(start marker|: enable `|: maybe a | \\(`|, from `).*", "");
    }

    private static String at(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr();
    }
}
