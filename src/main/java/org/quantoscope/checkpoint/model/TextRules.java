package org.quantoscope.checkpoint.model;

import tools.jackson.databind.JsonNode;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code normalizer} of a tokenizer.json. */
final class TextRules {
    private TextRules() {}

    /**
     * The steps in order; none where there is no normalizer.
     *
     * @throws UnsupportedTokenizerException if a step is of another kind
     */
    static List<TextRule> of(JsonNode node) throws UnsupportedTokenizerException {
        List<TextRule> rules = new ArrayList<>();
        if (node.path("type").asString("").equals("Sequence")) {
            for (JsonNode each : node.path("normalizers")) {
                rules.addAll(of(each));
            }
        } else if (node.isObject()) {
            rules.add(rule(node));
        }
        return rules;
    }

    private static TextRule rule(JsonNode node) throws UnsupportedTokenizerException {
        String type = node.path("type").asString("");
        return switch (type) {
            case "NFC", "NFD", "NFKC", "NFKD" -> new TextRule.Form(Normalizer.Form.valueOf(type));
            case "Prepend" -> new TextRule.Prepend(node.path("prepend").asString(""));
            case "Replace" -> {
                JsonNode pattern = node.path("pattern");
                boolean regex = pattern.path("Regex").isString();
                yield new TextRule.Replace(
                        pattern.path(regex ? "Regex" : "String").asString(""),
                        regex,
                        node.path("content").asString(""));
            }
            case "Lowercase" -> new TextRule.Lowercase();
            case "Strip" ->
                    new TextRule.Strip(
                            node.path("strip_left").asBoolean(true),
                            node.path("strip_right").asBoolean(true));
            default -> throw TokenizerJson.refuse("its normalizer " + type + " is not computed");
        };
    }
}
