package org.quantoscope.session;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/** Strict access to the fields of a JSON object; every refusal names the field. */
final class SessionFields {
    private final JsonNode node;
    private final String path;

    /**
     * @throws SessionFormatException if it is no object
     */
    SessionFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new SessionFormatException(path, "must be an object");
        }
    }

    void only(Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw refused(
                        key,
                        "unknown; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw refused(key, "missing");
        }
        return value;
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isString()) {
            throw refused(key, "must be a text, was " + value);
        }
        return value.stringValue();
    }

    JsonNode list(String key) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw refused(key, "must be a list, was " + value);
        }
        return value;
    }

    boolean truth(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw refused(key, "must be true or false, was " + value);
        }
        return value.booleanValue();
    }

    int wholeNumber(String key, int least, int most) {
        JsonNode value = required(key);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw refused(
                    key, "must be a whole number from " + least + " to " + most + ", was " + value);
        }
        return value.intValue();
    }

    double number(String key, double most) {
        JsonNode value = required(key);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= most)) {
            throw refused(key, "must be a number from 0 to " + (long) most + ", was " + value);
        }
        return value.doubleValue();
    }

    private SessionFormatException refused(String key, String what) {
        return new SessionFormatException(path.isEmpty() ? key : path + "." + key, what);
    }
}
