package org.quantoscope.analysis;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at everything that could still lose less than a known choice, item after item.
 *
 * <p>At the Lagrangian price of a byte each option has a penalty against the best of its item. What
 * a choice loses is the bound plus its penalties at least, so partial choices whose penalties reach
 * the gap are dropped, and so are those that another one beats in both bytes and loss. Gives up
 * where too many remain.
 */
final class BudgetProof {
    /** Partial choices of one item kept at most. */
    private static final int MOST_STATES = 40_000;

    private static final int[] GIVEN_UP = {};

    private final List<BudgetItem> items;
    private final long budgetBytes;
    private final double price;

    /** A choice for the first items; the last of them is at {@code option}. */
    private record State(
            long bytes, double loss, double penalty, @Nullable State before, int option) {}

    BudgetProof(List<BudgetItem> items, long budgetBytes, double price) {
        this.items = items;
        this.budgetBytes = budgetBytes;
        this.price = price;
    }

    /**
     * The best choice: {@code known} itself where nothing loses less; of length 0 where it was
     * given up, unless there are no items.
     *
     * @param bound what every choice loses at least
     */
    int[] improve(int[] known, double loss, double bound) {
        double gap = (loss - bound) * (1 + 1e-9) + 1e-15 * loss;
        long[] leastAfter = new long[items.size() + 1];
        for (int i = items.size() - 1; i >= 0; i--) {
            leastAfter[i] = leastAfter[i + 1] + items.get(i).bytes()[0];
        }
        List<State> states = List.of(new State(0, 0, 0, null, 0));
        for (int i = 0; i < items.size(); i++) {
            List<State> next = extended(states, items.get(i), gap, budgetBytes - leastAfter[i + 1]);
            if (next.size() > MOST_STATES) {
                return GIVEN_UP;
            }
            states = next;
        }
        State best = null;
        for (State state : states) {
            if (state.loss() < loss && (best == null || state.loss() < best.loss())) {
                best = state;
            }
        }
        return best == null ? known : options(best);
    }

    private List<State> extended(List<State> states, BudgetItem item, double gap, long room) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < item.size(); k++) {
            least = Math.min(least, item.loss()[k] + price * item.bytes()[k]);
        }
        List<State> all = new ArrayList<>();
        for (int k = 0; k < item.size(); k++) {
            double penalty = item.loss()[k] + price * item.bytes()[k] - least;
            for (State state : states) {
                if (state.penalty() + penalty <= gap && state.bytes() + item.bytes()[k] <= room) {
                    all.add(
                            new State(
                                    state.bytes() + item.bytes()[k],
                                    state.loss() + item.loss()[k],
                                    state.penalty() + penalty,
                                    state,
                                    k));
                }
            }
            if (all.size() > 50 * MOST_STATES) {
                return all;
            }
        }
        all.sort(Comparator.comparingLong(State::bytes).thenComparingDouble(State::loss));
        List<State> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (State state : all) {
            if (state.loss() < best) {
                best = state.loss();
                front.add(state);
            }
        }
        return front;
    }

    private int[] options(State last) {
        int[] options = new int[items.size()];
        State state = last;
        for (int i = items.size() - 1; i >= 0 && state != null; i--) {
            options[i] = state.option();
            state = state.before();
        }
        return options;
    }
}
