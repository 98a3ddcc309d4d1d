package org.quantoscope.recipe;

import org.quantoscope.recipe.RecipeDiff.Kind;
import org.quantoscope.recipe.RecipeDiff.RuleChange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds which rule of one list became which of another: equal ones first, then those with the same
 * conditions, then those with the same specification at the same place between others.
 */
final class RuleAlignment {
    private final List<Rule> before;
    private final List<Rule> after;

    /** For each rule before, the index of what it became, or −1. */
    private final int[] became;

    /** For each rule after, the index of what it was, or −1. */
    private final int[] was;

    private RuleAlignment(List<Rule> before, List<Rule> after) {
        this.before = before;
        this.after = after;
        became = new int[before.size()];
        was = new int[after.size()];
        Arrays.fill(became, -1);
        Arrays.fill(was, -1);
    }

    /** Changes in the order of the rules after, those that were removed at the end. */
    static List<RuleChange> changes(List<Rule> before, List<Rule> after) {
        RuleAlignment alignment = new RuleAlignment(before, after);
        return alignment.collect(alignment.join());
    }

    /** What the rule at {@code index} became. */
    static OptionalInt follow(List<Rule> before, List<Rule> after, int index) {
        if (index < 0 || index >= before.size()) {
            return OptionalInt.empty();
        }
        if (isEditedInPlace(before, after, index)) {
            return OptionalInt.of(index);
        }
        RuleAlignment alignment = new RuleAlignment(before, after);
        alignment.join();
        int found = alignment.became[index];
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private static boolean isEditedInPlace(List<Rule> before, List<Rule> after, int index) {
        return before.size() == after.size()
                && before.subList(0, index).equals(after.subList(0, index))
                && before.subList(index + 1, before.size())
                        .equals(after.subList(index + 1, after.size()));
    }

    private boolean[] join() {
        pair(rule -> rule);
        boolean[] stays = longestInOrder();
        pair(Rule::match);
        pairNeighbours((one, other) -> one.spec().equals(other.spec()));
        return stays;
    }

    /** Pairs those that are alike by {@code key}, the first with the first, and so on. */
    private void pair(Function<Rule, Object> key) {
        Map<Object, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (became[i] < 0) {
                free.computeIfAbsent(key.apply(before.get(i)), it -> new ArrayDeque<>()).add(i);
            }
        }
        for (int j = 0; j < after.size(); j++) {
            Deque<Integer> candidates = was[j] < 0 ? free.get(key.apply(after.get(j))) : null;
            if (candidates != null && !candidates.isEmpty()) {
                join(candidates.remove(), j);
            }
        }
    }

    /** Pairs what stands behind the same rule in both lists, from the front. */
    private void pairNeighbours(BiPredicate<Rule, Rule> alike) {
        for (int j = 0; j < after.size(); j++) {
            int i = j == 0 ? 0 : was[j - 1] + 1;
            boolean open = was[j] < 0 && (j == 0 || was[j - 1] >= 0) && i < before.size();
            if (open && became[i] < 0 && alike.test(before.get(i), after.get(j))) {
                join(i, j);
            }
        }
    }

    private void join(int i, int j) {
        became[i] = j;
        was[j] = i;
    }

    /**
     * Which rules after stand in their old order: a longest increasing subsequence of the old
     * indices, so that one rule dragged to the top is one that moved, not all the others.
     */
    private boolean[] longestInOrder() {
        int[] tails = new int[was.length];
        int[] previous = new int[was.length];
        int length = 0;
        for (int j = 0; j < was.length; j++) {
            if (was[j] < 0) {
                continue;
            }
            int at = 0;
            int end = length;
            while (at < end) {
                int middle = (at + end) >>> 1;
                if (was[tails[middle]] < was[j]) {
                    at = middle + 1;
                } else {
                    end = middle;
                }
            }
            previous[j] = at == 0 ? -1 : tails[at - 1];
            tails[at] = j;
            length = Math.max(length, at + 1);
        }
        boolean[] stays = new boolean[was.length];
        for (int j = length == 0 ? -1 : tails[length - 1]; j >= 0; j = previous[j]) {
            stays[j] = true;
        }
        return stays;
    }

    private List<RuleChange> collect(boolean[] stays) {
        List<RuleChange> changes = new ArrayList<>();
        for (int j = 0; j < was.length; j++) {
            if (was[j] < 0) {
                changes.add(new RuleChange(Kind.ADDED, Optional.empty(), Optional.of(j)));
            } else if (!stays[j]) {
                boolean same = before.get(was[j]).equals(after.get(j));
                changes.add(
                        new RuleChange(
                                same ? Kind.MOVED : Kind.CHANGED,
                                Optional.of(was[j]),
                                Optional.of(j)));
            }
        }
        for (int i = 0; i < became.length; i++) {
            if (became[i] < 0) {
                changes.add(new RuleChange(Kind.REMOVED, Optional.of(i), Optional.empty()));
            }
        }
        return changes;
    }
}
