package org.quantoscope.ui.model;

import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.recipe.RecipeDiff;

import java.util.Optional;

/** What came of a budget. */
public sealed interface BudgetOutcome {
    /** Nothing was asked yet. */
    record None() implements BudgetOutcome {}

    /** Candidates are being measured, or the choice is being made. */
    record Searching() implements BudgetOutcome {}

    /**
     * A choice.
     *
     * @param diff from the recipe as it was to the plan's
     * @param before error and bits of the recipe as it was, where they are known
     */
    record Found(BudgetPlan plan, RecipeDiff diff, Optional<Before> before)
            implements BudgetOutcome {}

    /**
     * The recipe as it was.
     *
     * @param bits stored bits per quantized weight
     * @param error in the measure of the budget
     */
    record Before(double bits, double error) {}

    /**
     * No choice.
     *
     * @param message one line that says why and what to do
     */
    record Failed(String message) implements BudgetOutcome {}
}
