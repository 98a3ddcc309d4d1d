package org.quantoscope.recipe;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a tensor gets as one line of text: {@code keep}, or a preset and the parameters that differ
 * from it, for example {@code adpq-compact bits 4 alpha 0.06}.
 *
 * <p>Words are those of the command line without their dashes, which are read as well, and so are
 * {@code key=value} and commas. What was written is read back as the same specification.
 */
public final class SpecLine {
    private static final String KEEP = "keep";

    private SpecLine() {}

    /** The shortest line that says everything. */
    public static String write(TensorSpec spec) {
        return switch (spec) {
            case TensorSpec.Keep keep -> KEEP;
            case TensorSpec.Store(var type) -> type.key();
            case QuantizationSpec it -> write(it);
        };
    }

    private static String write(QuantizationSpec spec) {
        Preset preset =
                Arrays.stream(Preset.values())
                        .filter(it -> it.suits(spec.layout()))
                        .min(Comparator.comparingInt(it -> differences(it, spec).size()))
                        .orElse(Preset.RTN);
        List<String> words = new ArrayList<>(List.of(preset.key()));
        words.add(SpecField.BITS.key() + " " + spec.bits());
        if (spec.layout() != BlockLayout.PACKAGE) {
            words.add(SpecField.LAYOUT.key() + " " + spec.layout().key());
        }
        differences(preset, spec)
                .forEach(field -> words.add(field.key() + " " + field.textOf(spec)));
        return String.join(" ", words);
    }

    private static List<SpecField> differences(Preset preset, QuantizationSpec spec) {
        QuantizationSpec other = preset.at(spec.bits(), spec.layout());
        return SpecField.ALL.stream()
                .filter(field -> !field.textOf(spec).equals(field.textOf(other)))
                .toList();
    }

    /**
     * Reads a line; what it does not say is taken from the preset it names, or else from {@code
     * base}.
     *
     * @throws IllegalArgumentException with one line that says which word is wrong and what may
     *     stand there
     */
    public static TensorSpec read(String line, QuantizationSpec base) {
        List<String> words =
                Arrays.stream(line.strip().split("[\\s,=]+"))
                        .map(word -> word.startsWith("--") ? word.substring(2) : word)
                        .filter(word -> !word.isEmpty())
                        .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a specification is needed; " + known());
        }
        if (words.getFirst().equals(KEEP)) {
            if (words.size() > 1) {
                throw new IllegalArgumentException(
                        "keep stands alone; remove “" + words.get(1) + "”");
            }
            return TensorSpec.KEEP;
        }
        Optional<TensorSpec> store = store(words);
        if (store.isPresent()) {
            return store.get();
        }
        Optional<Preset> preset = preset(words.getFirst());
        return with(fields(words.subList(preset.isPresent() ? 1 : 0, words.size())), preset, base);
    }

    private static Optional<TensorSpec> store(List<String> words) {
        return words.size() > 1
                ? Optional.empty()
                : Arrays.stream(ParameterType.values())
                        .filter(type -> type.key().equals(words.getFirst()))
                        .<TensorSpec>map(TensorSpec.Store::new)
                        .findFirst();
    }

    private static QuantizationSpec with(
            Map<SpecField, String> fields, Optional<Preset> preset, QuantizationSpec base) {
        // Of our own package, so that a layout that is named later may permit it.
        BitWidth width =
                SpecField.BITS
                        .with(
                                Preset.RTN.at(base.bits()),
                                fields.getOrDefault(SpecField.BITS, base.bits().toString()))
                        .bits();
        QuantizationSpec spec = preset.map(it -> it.at(width)).orElse(base);
        for (SpecField field : SpecField.ALL) {
            // In this order a layout comes first, and refuses what it does not permit.
            if (fields.containsKey(field)) {
                spec = field.with(spec, fields.get(field));
            }
        }
        return spec;
    }

    private static Map<SpecField, String> fields(List<String> words) {
        Map<SpecField, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String key = words.get(i);
            SpecField field =
                    SpecField.ALL.stream()
                            .filter(it -> it.key().equals(key))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "“" + key + "” is unknown; " + known()));
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(key + " needs a value");
            }
            if (fields.put(field, words.get(i + 1)) != null) {
                throw new IllegalArgumentException(key + " is given twice");
            }
        }
        return fields;
    }

    private static Optional<Preset> preset(String word) {
        return Arrays.stream(Preset.values()).filter(it -> it.key().equals(word)).findFirst();
    }

    private static String known() {
        return "known are keep, f16, bf16, f32, "
                + Arrays.stream(Preset.values()).map(Choice::key).collect(Collectors.joining(", "))
                + " and "
                + SpecField.ALL.stream().map(SpecField::key).collect(Collectors.joining(", "));
    }
}
