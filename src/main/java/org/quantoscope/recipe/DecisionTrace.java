package org.quantoscope.recipe;

import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a recipe came to its decision for one tensor: every rule that matches it, and what became of
 * each.
 *
 * @param decision what was decided
 * @param matches the rules that match, in their order
 */
public record DecisionTrace(Recipe.Decision decision, List<Match> matches) {
    /** What became of a rule that matches. */
    public enum Outcome {
        /** It is the last one that matches and takes part. */
        DECIDES,
        /** A later rule matches as well. */
        LOST,
        /** It is switched off. */
        OFF,
        /** No rule can reach the tensor: its type is passed through, or it is empty. */
        WITHOUT_EFFECT
    }

    /**
     * @param rule index of the rule
     */
    public record Match(int rule, Outcome outcome) {}

    public DecisionTrace {
        matches = List.copyOf(matches);
    }

    /**
     * @throws RunawayPatternException if a rule's expression cannot tell whether it matches
     */
    public static DecisionTrace of(Recipe recipe, TensorInfo tensor) {
        Recipe.Decision decision = recipe.decide(tensor);
        boolean reachable = Recipe.reaches(tensor);
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < recipe.rules().size(); i++) {
            Rule rule = recipe.rules().get(i);
            if (rule.match().matches(tensor)) {
                matches.add(new Match(i, outcome(rule, i, decision, reachable)));
            }
        }
        return new DecisionTrace(decision, matches);
    }

    private static Outcome outcome(
            Rule rule, int index, Recipe.Decision decision, boolean reachable) {
        if (!rule.enabled()) {
            return Outcome.OFF;
        }
        if (!reachable) {
            return Outcome.WITHOUT_EFFECT;
        }
        return decision.rule().equals(OptionalInt.of(index)) ? Outcome.DECIDES : Outcome.LOST;
    }
}
