package org.quantoscope.recipe;

import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Optional;

/**
 * What differs between two recipes, in their rules and over the tensors of a checkpoint.
 *
 * <p>Two recipes that are written differently and decide alike have changes of rules and none of
 * tensors. Names of recipes are not compared.
 *
 * @param before the recipe as it was
 * @param after the recipe as it is
 * @param rules what became of the rules; one that stayed as it is has no entry
 * @param tensors tensors that get something else, in the checkpoint's order
 * @param groups the same tensors in few lines
 */
public record RecipeDiff(
        Recipe before,
        Recipe after,
        List<RuleChange> rules,
        List<TensorChange> tensors,
        List<TensorGroup> groups) {

    /** What became of a rule. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** The same rule at another place among those that stayed. */
        MOVED,
        /** Other conditions, another specification, or switched. */
        CHANGED
    }

    /**
     * @param before index of the rule before; empty where it was added
     * @param after index of the rule after; empty where it was removed
     */
    public record RuleChange(Kind kind, Optional<Integer> before, Optional<Integer> after) {}

    /**
     * @param before what the tensor got
     * @param after what it gets
     */
    public record TensorChange(TensorInfo tensor, TensorSpec before, TensorSpec after) {}

    /**
     * Tensors with the same change, under one name.
     *
     * @param title which tensors, for example {@code q, k of layers 0–4}
     */
    public record TensorGroup(
            String title, List<TensorInfo> tensors, TensorSpec before, TensorSpec after) {
        public TensorGroup {
            tensors = List.copyOf(tensors);
        }

        /** For people: {@code q of layers 0–4: 4 bit g128 → 3 bit row}. */
        @Override
        public String toString() {
            return title + ": " + SpecText.change(before, after);
        }
    }

    public RecipeDiff {
        rules = List.copyOf(rules);
        tensors = List.copyOf(tensors);
        groups = List.copyOf(groups);
    }

    /**
     * @param tensors every tensor of the checkpoint
     * @throws RunawayPatternException if a rule's expression cannot tell whether it matches
     */
    public static RecipeDiff between(Recipe before, Recipe after, List<TensorInfo> tensors) {
        List<TensorChange> changes =
                tensors.stream()
                        .map(it -> new TensorChange(it, before.specFor(it), after.specFor(it)))
                        .filter(it -> !it.before().equals(it.after()))
                        .toList();
        return new RecipeDiff(
                before,
                after,
                RuleAlignment.changes(before.rules(), after.rules()),
                changes,
                TensorGrouping.of(changes, tensors));
    }

    /** Whether the default specification differs. */
    public boolean changesDefault() {
        return !before.defaultSpec().equals(after.defaultSpec());
    }

    /** Whether the recipes differ in nothing but their names. */
    public boolean isEmpty() {
        return rules.isEmpty() && !changesDefault();
    }
}
