package org.quantoscope.ui.model;

import org.quantoscope.recipe.DecisionTrace;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.RuleHits;

import java.util.Optional;

/**
 * What a recipe does to the open checkpoint, as far as names and headers tell.
 *
 * @param recipe the recipe that this is about
 * @param hits how many tensors each of its rules reaches
 * @param trace how it came to its decision for the shown tensor
 * @param diff what differs from the recipe it is compared with
 */
public record RuleFacts(
        Recipe recipe, RuleHits hits, Optional<DecisionTrace> trace, Optional<RecipeDiff> diff) {}
