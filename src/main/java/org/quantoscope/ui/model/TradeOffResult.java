package org.quantoscope.ui.model;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.recipe.Recipe;

/**
 * Points of a grid, and what they are about.
 *
 * @param session the model
 * @param base the recipe that said which tensors are quantized
 * @param wholeModel whether they are about every tensor that {@code base} quantizes, not about a
 *     selection
 */
public record TradeOffResult(
        CheckpointSession session,
        Recipe base,
        TradeOffGrid grid,
        boolean wholeModel,
        TradeOff tradeOff) {
    /** Whether some of the points come from some rows only. */
    public boolean estimate() {
        return tradeOff.isEstimate();
    }
}
