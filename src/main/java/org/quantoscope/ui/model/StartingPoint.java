package org.quantoscope.ui.model;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Optional;

/**
 * What the window begins with when a checkpoint opens.
 *
 * @param recipe an export's own; that of any other checkpoint has no rules
 * @param tensor the first that the recipe quantizes, or else the first
 * @param notice why the recipe that the checkpoint brings could not be taken
 */
record StartingPoint(Recipe recipe, Optional<TensorInfo> tensor, Optional<Notice> notice) {
    /**
     * @param spec what a checkpoint without a recipe starts from
     */
    static StartingPoint of(CheckpointSession session, QuantizationSpec spec) {
        Recipe plain = Recipe.of(session.checkpoint().name(), spec);
        try {
            Recipe own = session.checkpoint().recipeJson().map(RecipeCodec::read).orElse(plain);
            // A name pattern may run away on a name, and is refused before anything relies on it.
            session.tensors().forEach(own::decide);
            return new StartingPoint(own, first(session.tensors(), own), Optional.empty());
        } catch (RuntimeException e) {
            String message = FailureText.of(e, session.checkpoint().source().toString());
            return new StartingPoint(
                    plain, first(session.tensors(), plain), Optional.of(Notice.error(message)));
        }
    }

    private static Optional<TensorInfo> first(List<TensorInfo> tensors, Recipe recipe) {
        return tensors.stream()
                .filter(tensor -> recipe.specFor(tensor) instanceof QuantizationSpec)
                .findFirst()
                .or(() -> tensors.stream().findFirst());
    }
}
