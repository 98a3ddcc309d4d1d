package org.quantoscope.recipe;

import org.quantoscope.tensor.TensorRole;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A selector as a JSON object: glob, regex, roles, and the first and last layer. */
final class SelectorCodec {
    private SelectorCodec() {}

    static ObjectNode write(JsonMapper mapper, LayerSelector match) {
        ObjectNode node = mapper.createObjectNode();
        match.glob().ifPresent(pattern -> node.put("glob", pattern));
        match.regex().ifPresent(pattern -> node.put("regex", pattern));
        if (!match.roles().isEmpty()) {
            var roles = node.putArray("roles");
            match.roles().forEach(role -> roles.add(role.key()));
        }
        match.firstLayer().ifPresent(layer -> node.put("first-layer", layer));
        match.lastLayer().ifPresent(layer -> node.put("last-layer", layer));
        return node;
    }

    static LayerSelector read(JsonNode node, String path) {
        Fields.onlyKnown(node, path, Set.of("glob", "regex", "roles", "first-layer", "last-layer"));
        try {
            return new LayerSelector(
                    text(node, path, "glob"),
                    text(node, path, "regex"),
                    roles(node, path),
                    layer(node, path, "first-layer"),
                    layer(node, path, "last-layer"));
        } catch (RecipeFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new RecipeFormatException(path, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> text(JsonNode node, String path, String key) {
        return node.has(key) ? Optional.of(Fields.text(node, path, key)) : Optional.empty();
    }

    private static Optional<Integer> layer(JsonNode node, String path, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isInt() || value.intValue() < 0) {
            throw new RecipeFormatException(
                    Fields.path(path, key), "must be a whole number from 0 on, was " + value);
        }
        return Optional.of(value.intValue());
    }

    private static List<TensorRole> roles(JsonNode node, String path) {
        JsonNode list = node.get("roles");
        List<TensorRole> roles = new ArrayList<>();
        if (list == null) {
            return roles;
        }
        String where = Fields.path(path, "roles");
        if (!list.isArray()) {
            throw new RecipeFormatException(where, "must be a list");
        }
        for (JsonNode item : list) {
            roles.add(
                    Arrays.stream(TensorRole.values())
                            .filter(role ->
                                    item.isString() && role.key().equals(item.stringValue()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new RecipeFormatException(
                                            where, "holds " + item + "; known are " + known())));
        }
        return roles;
    }

    private static String known() {
        return Arrays.stream(TensorRole.values())
                .map(TensorRole::key)
                .collect(Collectors.joining(", "));
    }
}
