package org.quantoscope.recipe;

import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.ShareText;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a tensor gets, in a few words for people.
 *
 * <p>Words are left out where they say nothing new, so nothing is read back from them; the form
 * that is read back is {@link SpecLine}.
 */
public final class SpecText {
    private static final Set<SpecField> ALWAYS = Set.of(SpecField.BITS);
    private static final Set<SpecField> BRIEF =
            Set.of(SpecField.BITS, SpecField.GROUP_SIZE, SpecField.ALPHA);

    private SpecText() {}

    /** Width, group size and share, for example {@code 4 bit row α 5 %}, or {@code kept}. */
    public static String brief(TensorSpec spec) {
        return switch (spec) {
            case TensorSpec.Keep keep -> "kept";
            case TensorSpec.Store(var type) -> type.dtype().name();
            case QuantizationSpec it when it.layout().blocks().isPresent() -> it.layout().name();
            case QuantizationSpec it ->
                    words(
                            it,
                            SpecField.ALL.stream()
                                    .filter(BRIEF::contains)
                                    .filter(field ->
                                            field != SpecField.ALPHA || it.alpha().value() > 0)
                                    .toList());
        };
    }

    /**
     * The widths and what else differs, for example {@code 4 bit g128 → 3 bit row}.
     *
     * <p>Where nothing differs it is the brief words of both.
     */
    public static String change(TensorSpec before, TensorSpec after) {
        if (before instanceof QuantizationSpec from && after instanceof QuantizationSpec to) {
            List<SpecField> told =
                    SpecField.ALL.stream()
                            .filter(field ->
                                    ALWAYS.contains(field)
                                            || !field.textOf(from).equals(field.textOf(to)))
                            .toList();
            return words(from, told) + " → " + words(to, told);
        }
        return brief(before) + " → " + brief(after);
    }

    private static String words(QuantizationSpec spec, List<SpecField> fields) {
        return fields.stream().map(field -> word(field, spec)).collect(Collectors.joining(" "));
    }

    private static String word(SpecField field, QuantizationSpec spec) {
        if (field == SpecField.BITS) {
            return spec.bits() + " bit";
        }
        if (field == SpecField.GROUP_SIZE) {
            return spec.groupSize().equals(GroupSize.ROW) ? "row" : "g" + spec.groupSize();
        }
        if (field == SpecField.ALPHA) {
            return "α " + ShareText.percent(spec.alpha().value()) + " %";
        }
        if (field == SpecField.CLIP) {
            return "ρ " + field.textOf(spec);
        }
        return field.key() + " " + field.textOf(spec);
    }
}
