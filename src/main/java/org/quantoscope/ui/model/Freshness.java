package org.quantoscope.ui.model;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.quant.TensorSpec;

/** Whether what is known of a tensor is of the recipe as it is now. */
public final class Freshness {
    private Freshness() {}

    /**
     * Whether {@code spec} would give this outcome; a refusal is of whatever was asked for. What
     * another checkpoint holds depends on no recipe.
     */
    public static boolean isOf(TensorSpec spec, TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Quantized(var decision, var report) ->
                    report.givenBy().isPresent() || report.spec().equals(spec);
            case TensorOutcome.Kept kept -> kept.decision().spec().equals(spec);
            case TensorOutcome.Refused refused -> refused.decision().spec().equals(spec);
        };
    }
}
