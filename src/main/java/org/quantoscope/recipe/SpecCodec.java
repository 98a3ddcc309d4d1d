package org.quantoscope.recipe;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.Set;

/** A specification as a JSON object with one field per {@link SpecField}. */
final class SpecCodec {
    private static final String PRESET = "preset";

    private SpecCodec() {}

    static ObjectNode write(JsonMapper mapper, QuantizationSpec spec) {
        ObjectNode node = mapper.createObjectNode();
        for (SpecField field : SpecField.ALL) {
            if (field == SpecField.LAYOUT && spec.layout() == BlockLayout.PACKAGE) {
                // Said by its absence, so that earlier versions read what they can.
                continue;
            }
            String text = field.textOf(spec);
            if (field.isContinuous()) {
                node.put(field.key(), Double.parseDouble(text));
            } else if (text.chars().allMatch(Character::isDigit)) {
                node.put(field.key(), Integer.parseInt(text));
            } else {
                node.put(field.key(), text);
            }
        }
        return node;
    }

    /**
     * @param base what fields that are absent are taken from; null where all must be given, or a
     *     preset
     */
    static QuantizationSpec read(JsonNode node, String path, @Nullable QuantizationSpec base) {
        Set<String> known = new LinkedHashSet<>();
        known.add(PRESET);
        SpecField.ALL.forEach(field -> known.add(field.key()));
        Fields.onlyKnown(node, path, known);
        QuantizationSpec start = node.has(PRESET) ? preset(node, path) : base;
        QuantizationSpec spec = start == null ? Preset.ADPQ_COMPACT.at(new BitWidth(4)) : start;
        for (SpecField field : SpecField.ALL) {
            JsonNode value = node.get(field.key());
            if (value != null) {
                spec = with(spec, field, value, path);
            } else if (start == null && field != SpecField.LAYOUT) {
                throw new RecipeFormatException(
                        Fields.path(path, field.key()), "missing, and no preset is named");
            }
        }
        return spec;
    }

    /**
     * The named preset at the width that is given beside it; a bad width is refused later, under
     * its own name.
     */
    private static QuantizationSpec preset(JsonNode node, String path) {
        Preset preset;
        try {
            preset = Choice.parse(Preset.class, PRESET, Fields.text(node, path, PRESET));
        } catch (RecipeFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new RecipeFormatException(
                    Fields.path(path, PRESET), String.valueOf(e.getMessage()));
        }
        String bits = String.valueOf(node.get(SpecField.BITS.key()));
        return preset.at(
                BitWidth.CHOICES.stream()
                        .filter(width -> width.toString().equals(bits))
                        .findFirst()
                        .orElse(new BitWidth(4)));
    }

    private static QuantizationSpec with(
            QuantizationSpec spec, SpecField field, JsonNode value, String path) {
        String where = Fields.path(path, field.key());
        if (!value.isString() && !value.isNumber()) {
            throw new RecipeFormatException(where, "must be a number or a text, was " + value);
        }
        if (field.isContinuous() && !value.isNumber()) {
            throw new RecipeFormatException(where, "must be a number, was " + value);
        }
        if (value.isString() && isNumber(value.stringValue(), field)) {
            throw new RecipeFormatException(where, "must be a number, was " + value);
        }
        try {
            return field.with(spec, value.isString() ? value.stringValue() : value.toString());
        } catch (IllegalArgumentException e) {
            throw new RecipeFormatException(where, String.valueOf(e.getMessage()));
        }
    }

    /** A width or group size that was put in quotes. */
    private static boolean isNumber(String text, SpecField field) {
        return field.choices().contains(text) && text.chars().allMatch(Character::isDigit);
    }
}
