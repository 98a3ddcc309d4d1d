package org.quantoscope.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes one option of every item so that all of them together cost no more than a budget and lose
 * the least: a multiple-choice knapsack.
 *
 * <p>First the Lagrangian solution, which walks the convex hulls of the items in order of loss
 * saved per byte, with the slack filled by what still fits; then exchanges of one and of two
 * options; then, where the gap to the Lagrangian bound is narrow enough, all that could still be
 * better, which makes it the optimum. The bound is given in any case. Deterministic.
 */
final class BudgetSolver {
    /** Pairs of options tried per round of exchanges; above it only single ones are. */
    private static final long MOST_PAIRS = 60_000_000;

    /** Rounds of exchanges; each saves something, and they seldom are more than a dozen. */
    private static final int MOST_ROUNDS = 200;

    private final List<BudgetItem> items;
    private final long budgetBytes;
    private final int[] at;
    private long bytes;
    private double price;

    /**
     * @param options index per item into its options
     * @param bytes what they cost
     * @param loss what they lose
     * @param bound no choice within the budget loses less than this
     * @param optimal whether this is known to be the least loss
     */
    record Solution(int[] options, long bytes, double loss, double bound, boolean optimal) {}

    private BudgetSolver(List<BudgetItem> items, long budgetBytes) {
        this.items = items;
        this.budgetBytes = budgetBytes;
        this.at = new int[items.size()];
    }

    /** Bytes of the cheapest choice. */
    static long leastBytes(List<BudgetItem> items) {
        return items.stream().mapToLong(item -> item.bytes()[0]).sum();
    }

    /**
     * @throws IllegalArgumentException if even the cheapest choice costs more than the budget
     */
    static Solution solve(List<BudgetItem> items, long budgetBytes) {
        if (leastBytes(items) > budgetBytes) {
            throw new IllegalArgumentException("the budget is below the least possible");
        }
        return new BudgetSolver(items, budgetBytes).solve();
    }

    private Solution solve() {
        bytes = leastBytes(items);
        walkHulls();
        exchange();
        double bound = Math.min(loss(at), bound());
        int[] better = new BudgetProof(items, budgetBytes, price).improve(at, loss(at), bound);
        boolean proven = better.length == at.length;
        int[] chosen = proven ? better : at;
        long total = 0;
        int[] options = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            options[i] = items.get(i).option()[chosen[i]];
            total += items.get(i).bytes()[chosen[i]];
        }
        double least = loss(chosen);
        return new Solution(options, total, least, proven ? least : bound, proven);
    }

    /** From one corner of an item's hull to the next. */
    private record Step(int item, int to, long bytes, double saved) {
        double perByte() {
            return saved / bytes;
        }
    }

    private void walkHulls() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            BudgetItem item = items.get(i);
            int[] hull = Pareto.hull(item.bytes(), item.loss());
            for (int k = 1; k < hull.length; k++) {
                steps.add(
                        new Step(
                                i,
                                hull[k],
                                item.bytes()[hull[k]] - item.bytes()[hull[k - 1]],
                                item.loss()[hull[k - 1]] - item.loss()[hull[k]]));
            }
        }
        steps.sort(Comparator.comparingDouble(Step::perByte).reversed());
        boolean[] stopped = new boolean[items.size()];
        for (Step step : steps) {
            if (!stopped[step.item()] && bytes + step.bytes() <= budgetBytes) {
                at[step.item()] = step.to();
                bytes += step.bytes();
            } else {
                // The first step that does not fit is where the price of a byte settles.
                price = price == 0 ? step.perByte() : price;
                stopped[step.item()] = true;
            }
        }
    }

    /** What every choice within the budget loses at least, by the price of a byte. */
    private double bound() {
        double sum = -price * budgetBytes;
        for (BudgetItem item : items) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < item.size(); k++) {
                least = Math.min(least, item.loss()[k] + price * item.bytes()[k]);
            }
            sum += least;
        }
        return Math.max(0, sum);
    }

    private void exchange() {
        long options = items.stream().mapToLong(BudgetItem::size).sum();
        boolean pairs = options * options <= MOST_PAIRS;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (!exchangeOne() && !(pairs && exchangeTwo())) {
                return;
            }
        }
    }

    private boolean exchangeOne() {
        int best = -1;
        int to = 0;
        double most = 0;
        for (int i = 0; i < items.size(); i++) {
            for (int k = at[i] + 1; k < items.get(i).size(); k++) {
                double saved = saved(i, k);
                if (cost(i, k) <= budgetBytes - bytes && saved > most) {
                    best = i;
                    to = k;
                    most = saved;
                }
            }
        }
        if (best < 0) {
            return false;
        }
        move(best, to);
        return true;
    }

    /** One item gives up bytes so that another can spend them. */
    private boolean exchangeTwo() {
        int[] best = {};
        double most = 1e-12 * loss(at);
        for (int i = 0; i < items.size(); i++) {
            for (int k = at[i] + 1; k < items.get(i).size(); k++) {
                long needed = cost(i, k) - (budgetBytes - bytes);
                for (int j = 0; j < items.size(); j++) {
                    for (int m = at[j] - 1; m >= 0 && j != i; m--) {
                        if (-cost(j, m) >= needed) {
                            double saved = saved(i, k) + saved(j, m);
                            if (saved > most) {
                                most = saved;
                                best = new int[] {i, k, j, m};
                            }
                            // Still cheaper options of this item only lose more.
                            break;
                        }
                    }
                }
            }
        }
        if (best.length == 0) {
            return false;
        }
        move(best[2], best[3]);
        move(best[0], best[1]);
        return true;
    }

    private long cost(int item, int to) {
        return items.get(item).bytes()[to] - items.get(item).bytes()[at[item]];
    }

    private double saved(int item, int to) {
        return items.get(item).loss()[at[item]] - items.get(item).loss()[to];
    }

    private void move(int item, int to) {
        bytes += cost(item, to);
        at[item] = to;
    }

    private double loss(int[] options) {
        double sum = 0;
        for (int i = 0; i < options.length; i++) {
            sum += items.get(i).loss()[options[i]];
        }
        return sum;
    }
}
