package org.quantoscope.ui.model;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.recipe.Recipe;

import java.util.Optional;

/**
 * Points of a grid, and what they are about.
 *
 * @param session the model
 * @param base the recipe that said which tensors are quantized
 * @param wholeModel whether they are about every tensor that {@code base} quantizes, not about a
 *     selection
 * @param scoredOn text, convention and the original's figure behind perplexities, for people; empty
 *     where the model was not run
 */
public record TradeOffResult(
        CheckpointSession session,
        Recipe base,
        TradeOffGrid grid,
        boolean wholeModel,
        TradeOff tradeOff,
        Optional<String> scoredOn) {
    TradeOffResult(
            CheckpointSession session,
            Recipe base,
            TradeOffGrid grid,
            boolean wholeModel,
            TradeOff tradeOff) {
        this(session, base, grid, wholeModel, tradeOff, Optional.empty());
    }

    /**
     * The same with what running the model at the points of one specification found.
     *
     * @param words what it was run on; figures of anything else are dropped
     */
    TradeOffResult with(TradeOff.Point point, TradeOff.Prediction prediction, String words) {
        boolean same = scoredOn.equals(Optional.of(words));
        TradeOff next =
                tradeOff.mapped(each ->
                        each.spec().equals(point.spec())
                                ? each.with(Optional.of(prediction))
                                : same ? each : each.with(Optional.empty()));
        return new TradeOffResult(session, base, grid, wholeModel, next, Optional.of(words));
    }

    /** Whether some of the points come from some rows only. */
    public boolean estimate() {
        return tradeOff.isEstimate();
    }
}
