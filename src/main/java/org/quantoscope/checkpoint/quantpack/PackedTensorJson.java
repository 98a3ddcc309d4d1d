package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A {@link PackedTensor} as JSON; reading is strict and refuses by field. */
final class PackedTensorJson {
    private static final Set<String> FIELDS =
            Set.of(
                    "dtype",
                    "shape",
                    "transposed",
                    "spec",
                    "threshold",
                    "salient",
                    "sets",
                    "salientSets",
                    "places",
                    "rice",
                    "unaryBits");

    private PackedTensorJson() {}

    static ObjectNode write(JsonMapper mapper, PackedTensor tensor) {
        ObjectNode node = mapper.createObjectNode();
        node.put("dtype", tensor.dtype().name());
        ArrayNode shape = node.putArray("shape");
        tensor.shape().dimensions().forEach(shape::add);
        node.put("transposed", tensor.transposed());
        ObjectNode spec = node.putObject("spec");
        for (SpecField field : SpecField.ALL) {
            String text = field.textOf(tensor.spec());
            if (field.isContinuous()) {
                spec.put(field.key(), Double.parseDouble(text));
            } else if (text.chars().allMatch(Character::isDigit)) {
                spec.put(field.key(), Integer.parseInt(text));
            } else {
                spec.put(field.key(), text);
            }
        }
        node.put("threshold", tensor.threshold());
        node.put("salient", tensor.salientCount());
        node.put("sets", tensor.entries());
        node.put("salientSets", tensor.salientEntries());
        node.put("places", tensor.places().key());
        node.put("rice", tensor.riceParameter());
        node.put("unaryBits", tensor.unaryBits());
        return node;
    }

    static PackedTensor read(String name, JsonNode node) {
        onlyAndAll(node, "its description", FIELDS);
        String dtype = text(node, "dtype");
        return new PackedTensor(
                name,
                DType.named(dtype)
                        .filter(DType::isAnalysable)
                        .orElseThrow(() -> refuse("dtype", "must be F32, F16 or BF16")),
                shape(node.get("shape")),
                flag(node, "transposed"),
                spec(node.get("spec")),
                threshold(node.get("threshold")),
                count(node, "salient"),
                count(node, "sets"),
                count(node, "salientSets"),
                Choice.parse(PlacesEncoding.class, "places", text(node, "places")),
                Math.toIntExact(Math.min(count(node, "rice"), Integer.MAX_VALUE)),
                count(node, "unaryBits"));
    }

    private static QuantizationSpec spec(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        SpecField.ALL.forEach(field -> keys.add(field.key()));
        onlyAndAll(node, "spec", keys);
        QuantizationSpec spec = Preset.RTN.at(new BitWidth(4));
        for (SpecField field : SpecField.ALL) {
            JsonNode value = node.get(field.key());
            if (!value.isString() && !value.isNumber()) {
                throw refuse(field.key(), "must be a number or a text");
            }
            String text = value.isString() ? value.stringValue() : value.toString();
            boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            if (value.isString() && (digits || field.isContinuous())) {
                throw refuse(field.key(), "must be a number, not a text");
            }
            spec = field.with(spec, text);
        }
        return spec;
    }

    private static Shape shape(JsonNode node) {
        if (!node.isArray()) {
            throw refuse("shape", "must be an array");
        }
        List<Long> sizes = new ArrayList<>();
        for (JsonNode size : node) {
            if (!size.canConvertToLong() || !size.isIntegralNumber()) {
                throw refuse("shape", "must hold whole numbers");
            }
            sizes.add(size.longValue());
        }
        try {
            return new Shape(sizes);
        } catch (ArithmeticException e) {
            throw refuse("shape", "overflows");
        }
    }

    private static float threshold(JsonNode node) {
        // Not floatValue, which throws on numbers that no float holds.
        float value = node.isNumber() ? (float) node.asDouble(Double.NaN) : Float.NaN;
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw refuse("threshold", "must be a finite number from 0 on");
        }
        return value;
    }

    private static long count(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw refuse(field, "must be a whole number from 0 on");
        }
        return value.longValue();
    }

    private static boolean flag(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (!value.isBoolean()) {
            throw refuse(field, "must be true or false");
        }
        return value.booleanValue();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (!value.isString()) {
            throw refuse(field, "must be a text");
        }
        return value.stringValue();
    }

    private static void onlyAndAll(JsonNode node, String what, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is not a JSON object");
        }
        Set<String> found = new TreeSet<>(node.propertyNames());
        if (!found.equals(keys)) {
            Set<String> odd = new TreeSet<>(found);
            odd.removeAll(keys);
            Set<String> missing = new TreeSet<>(keys);
            missing.removeAll(found);
            throw new IllegalArgumentException(
                    what
                            + (missing.isEmpty()
                                    ? " has the unknown field " + odd.iterator().next()
                                    : " lacks the field " + missing.iterator().next()));
        }
    }

    private static IllegalArgumentException refuse(String field, String what) {
        return new IllegalArgumentException(field + " " + what);
    }
}
