package org.quantoscope.ui.model;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RangeFit;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** Which parameters have no effect under the others, and why (method.md §3). */
public final class Relevance {
    private Relevance() {}

    /** Why {@code field} changes nothing now, one sentence; empty where it does. */
    public static Optional<String> withoutEffect(SpecField field, QuantizationSpec spec) {
        List<String> permitted = spec.layout().permitted(field);
        if (permitted.size() == 1) {
            return Optional.of(Texts.text("relevance.layout", spec.layout().title()));
        }
        if (isSalientOnly(field) && spec.alpha().value() == 0) {
            return Optional.of(Texts.text("relevance.no-salience"));
        }
        if (field == SpecField.CLIP && spec.fit() == RangeFit.BEST) {
            return Optional.of(Texts.text("relevance.best-clip"));
        }
        return Optional.empty();
    }

    private static boolean isSalientOnly(SpecField field) {
        return field == SpecField.SALIENT_GRID
                || field == SpecField.SALIENT_SCOPE
                || field == SpecField.SALIENT_FIT
                || field == SpecField.SALIENT_BITS;
    }
}
