package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;

import java.util.Optional;

/** The preset that knobs start from and go back to. */
final class PresetChoice {
    private final ReadOnlyObjectWrapper<Preset> preset =
            new ReadOnlyObjectWrapper<>(Preset.ADPQ_COMPACT);

    /** What was chosen before a stock layout that cannot hold it; back with our own package. */
    private Preset ofPackage = Preset.ADPQ_COMPACT;

    ReadOnlyObjectProperty<Preset> property() {
        return preset.getReadOnlyProperty();
    }

    /** Takes a preset; under {@code layout} the one that is left of it. */
    QuantizationSpec choose(Preset chosen, BitWidth width, BlockLayout layout) {
        QuantizationSpec spec = chosen.at(width, layout);
        show(chosen.nearest(layout), layout);
        return spec;
    }

    /** {@code field} as the preset has it at this width and layout. */
    QuantizationSpec reset(QuantizationSpec spec, SpecField field) {
        return field == SpecField.LAYOUT
                ? follow(spec, field, spec.withLayout(BlockLayout.PACKAGE))
                : field.with(spec, field.textOf(preset.get().at(spec.bits(), spec.layout())));
    }

    /**
     * What an edit makes of a specification: while it is a preset as it is, a new width or layout
     * brings the preset's values for that along.
     */
    QuantizationSpec follow(QuantizationSpec before, SpecField field, QuantizationSpec after) {
        if (field != SpecField.BITS && field != SpecField.LAYOUT) {
            return after;
        }
        Optional<Preset> untouched = asItIs(before);
        return untouched
                .map(it -> isBack(it, before, after) ? ofPackage : it)
                .map(it -> it.at(after.bits(), after.layout()))
                .orElse(after);
    }

    /** Whether our own package comes back after a layout that could hold one preset only. */
    private boolean isBack(Preset shown, QuantizationSpec before, QuantizationSpec after) {
        return shown == ofPackage.nearest(before.layout())
                && before.layout() != BlockLayout.PACKAGE
                && after.layout() == BlockLayout.PACKAGE;
    }

    private Optional<Preset> asItIs(QuantizationSpec spec) {
        for (Preset candidate : Preset.values()) {
            if (candidate.suits(spec.layout())
                    && candidate.at(spec.bits(), spec.layout()).equals(spec)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Shows the preset that comes closest to what an edit of the layout left. */
    void showFor(QuantizationSpec spec) {
        Preset shown = preset.get();
        boolean back =
                spec.layout() == BlockLayout.PACKAGE
                        && ofPackage.at(spec.bits(), spec.layout()).equals(spec);
        show(back ? ofPackage : shown.nearest(spec.layout()), spec.layout());
    }

    /** Shows the preset that differs from {@code spec} in the fewest parameters; of equals this. */
    void showClosest(QuantizationSpec spec) {
        Preset found = preset.get().nearest(spec.layout());
        for (Preset candidate : Preset.values()) {
            if (candidate.suits(spec.layout())
                    && differences(spec, candidate) < differences(spec, found)) {
                found = candidate;
            }
        }
        show(found, spec.layout());
    }

    private void show(Preset shown, BlockLayout layout) {
        if (layout == BlockLayout.PACKAGE) {
            ofPackage = shown;
        }
        preset.set(shown);
    }

    private static long differences(QuantizationSpec spec, Preset preset) {
        QuantizationSpec other = preset.at(spec.bits(), spec.layout());
        return SpecField.ALL.stream()
                .filter(field -> !field.textOf(spec).equals(field.textOf(other)))
                .count();
    }
}
