package org.quantoscope.recipe;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/** Strict access to the fields of a JSON object; every refusal names the field. */
final class Fields {
    private Fields() {}

    static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    static void onlyKnown(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw new RecipeFormatException(path, "must be an object");
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw new RecipeFormatException(
                        path(path, key),
                        "unknown; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    static JsonNode required(JsonNode node, String path, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new RecipeFormatException(path(path, key), "missing");
        }
        return value;
    }

    static String text(JsonNode node, String path, String key) {
        JsonNode value = required(node, path, key);
        if (!value.isString()) {
            throw new RecipeFormatException(path(path, key), "must be a text, was " + value);
        }
        return value.stringValue();
    }
}
