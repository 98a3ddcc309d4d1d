package org.quantoscope.ui.model;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What recipes store per weight, as far as the window has found it out anyway.
 *
 * <p>Noted on the screen's thread, asked from any.
 */
final class KnownBits {
    private final RecipeEditor editor;
    private final SweepModel sweep;
    private final Map<Recipe, Double> bits = new ConcurrentHashMap<>();

    KnownBits(RecipeEditor editor, SweepModel sweep) {
        this.editor = editor;
        this.sweep = sweep;
        sweep.currentProperty().subscribe(now -> want(editor.recipe()));
    }

    void clear() {
        bits.clear();
    }

    /** Notes the bits of the recipe if the sweep over it has ended. */
    void want(Recipe recipe) {
        if (sweep.currentProperty().get() && editor.recipe().equals(recipe)) {
            sweep.ownTotalsProperty()
                    .get()
                    .filter(sums -> sums.quantizedTensors() > 0 && isOf(recipe))
                    .ifPresent(sums -> bits.put(recipe, sums.bitsStored()));
        }
    }

    /** Whether the sweep's outcomes are those of this recipe: it may wait for a drag to end. */
    private boolean isOf(Recipe recipe) {
        return sweep.ownOutcomes().values().stream()
                .allMatch(outcome ->
                        switch (outcome) {
                            case TensorOutcome.Quantized(var decision, var report) ->
                                    report.spec().equals(recipe.specFor(outcome.tensor()));
                            case TensorOutcome.Kept kept ->
                                    kept.decision().spec().equals(recipe.specFor(outcome.tensor()));
                            case TensorOutcome.Refused refused -> true;
                        });
    }

    OptionalDouble of(Recipe recipe) {
        Double known = bits.get(recipe);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
}
