package org.quantoscope.session;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Strict access to the items of a JSON list; every refusal names the list. */
final class SessionItems {
    private final JsonNode list;
    private final String path;

    SessionItems(JsonNode list, String path) {
        this.list = list;
        this.path = path;
        if (!list.isArray()) {
            throw new SessionFormatException(path, "must be a list, was " + list);
        }
    }

    /**
     * @throws SessionFormatException if it has another number of items
     */
    SessionItems(JsonNode list, String path, int size) {
        this(list, path);
        if (list.size() != size) {
            throw new SessionFormatException(
                    path, "must hold lists of " + size + " items, has one of " + list.size());
        }
    }

    int size() {
        return list.size();
    }

    <T> List<T> each(IntFunction<T> item) {
        return IntStream.range(0, list.size()).mapToObj(item).toList();
    }

    String text(int index) {
        JsonNode value = item(index);
        if (!value.isString()) {
            throw refused("text", value);
        }
        return value.stringValue();
    }

    long wholeNumber(int index) {
        JsonNode value = item(index);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw refused("whole number from 0", value);
        }
        return value.longValue();
    }

    /** A number; as a text where it is infinite or none. */
    double number(int index) {
        JsonNode value = item(index);
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.isString() ? value.stringValue() : "") {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw refused("number", value);
        };
    }

    private JsonNode item(int index) {
        if (index >= list.size()) {
            throw new SessionFormatException(path, "must have an item more, has " + list.size());
        }
        return list.get(index);
    }

    private SessionFormatException refused(String what, JsonNode value) {
        return new SessionFormatException(path, "must hold a " + what + ", was " + value);
    }

    /** What cannot be made of such values is refused under the name of the field. */
    static <T> T checked(String path, Supplier<T> made) {
        try {
            return made.get();
        } catch (SessionFormatException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new SessionFormatException(path, String.valueOf(e.getMessage()));
        }
    }
}
