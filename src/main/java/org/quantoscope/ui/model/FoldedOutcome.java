package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of tensors that share one place of a picture.
 *
 * @param kind quantized, if one of them is; unknown, until it is known that none is
 * @param quantized outcomes of those that are
 * @param stale whether a recipe says something else by now
 */
public record FoldedOutcome(Kind kind, List<TensorOutcome.Quantized> quantized, boolean stale) {
    /** What became of them together. */
    public enum Kind {
        QUANTIZED,
        KEPT,
        REFUSED,
        UNKNOWN
    }

    public FoldedOutcome {
        quantized = List.copyOf(quantized);
    }

    /**
     * @param outcomes by tensor name
     * @param recipe that they should be of
     */
    public static FoldedOutcome of(
            List<TensorInfo> tensors, Map<String, TensorOutcome> outcomes, Recipe recipe) {
        List<TensorOutcome.Quantized> quantized = new ArrayList<>();
        boolean stale = false;
        boolean refused = false;
        int known = 0;
        for (TensorInfo tensor : tensors) {
            @Nullable TensorOutcome outcome = outcomes.get(tensor.name());
            if (outcome == null) {
                continue;
            }
            known++;
            stale |= !Freshness.isOf(recipe.specFor(tensor), outcome);
            refused |= outcome instanceof TensorOutcome.Refused;
            if (outcome instanceof TensorOutcome.Quantized it) {
                quantized.add(it);
            }
        }
        Kind kind =
                !quantized.isEmpty()
                        ? Kind.QUANTIZED
                        : refused
                                ? Kind.REFUSED
                                : known == tensors.size() ? Kind.KEPT : Kind.UNKNOWN;
        return new FoldedOutcome(kind, quantized, stale);
    }
}
