package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

/**
 * What a preview answers.
 *
 * @param session where the tensor lies
 * @param tensor which
 * @param decision what the recipe decided for it
 * @param bins number of histogram bins
 * @param control whether round-to-nearest is wanted beside it
 */
record PreviewQuestion(
        CheckpointSession session,
        TensorInfo tensor,
        Recipe.Decision decision,
        int bins,
        boolean control) {}
