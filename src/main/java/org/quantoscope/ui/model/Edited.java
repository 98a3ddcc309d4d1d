package org.quantoscope.ui.model;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;

import java.util.Optional;
import java.util.Set;

/**
 * What the knobs show: the specification being edited.
 *
 * @param spec the default, or that of the selected tensors; absent where they are kept at source
 *     precision
 * @param mixed parameters in which the selected tensors differ
 * @param kept whether some of the selected tensors are kept at source precision
 */
public record Edited(Optional<QuantizationSpec> spec, Set<SpecField> mixed, boolean kept) {
    public Edited {
        mixed = Set.copyOf(mixed);
    }
}
