package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.Optional;

/**
 * What a preview answers.
 *
 * @param session where the tensor lies
 * @param tensor which
 * @param decision what the side decided for it
 * @param bins number of histogram bins
 * @param control whether round-to-nearest is wanted beside it
 * @param given the checkpoint whose values take its place; empty where the decision makes them
 */
record PreviewQuestion(
        CheckpointSession session,
        TensorInfo tensor,
        Recipe.Decision decision,
        int bins,
        boolean control,
        Optional<OtherCheckpoint> given) {

    /** About what a recipe decided. */
    PreviewQuestion(
            CheckpointSession session,
            TensorInfo tensor,
            Recipe.Decision decision,
            int bins,
            boolean control) {
        this(session, tensor, decision, bins, control, Optional.empty());
    }

    /** The same about another side. */
    PreviewQuestion of(Side side) {
        return switch (side) {
            case Side.OfRecipe recipe ->
                    new PreviewQuestion(session, tensor, recipe.decide(tensor), bins, control);
            case OtherCheckpoint other ->
                    new PreviewQuestion(
                            session, tensor, other.decide(tensor), bins, false, Optional.of(other));
        };
    }
}
