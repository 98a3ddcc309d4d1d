package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class BudgetSolverTest {
    /** Options of one item as they are given, dominated ones included. */
    private record Raw(long[] bytes, double[] loss) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreesWithTryingEverything(long seed) {
        Random random = new Random(seed);
        List<Raw> raw = randomItems(random, 3 + random.nextInt(4), 2 + random.nextInt(6));
        List<BudgetItem> items = raw.stream().map(it -> BudgetItem.of(it.bytes, it.loss)).toList();
        long least = BudgetSolver.leastBytes(items);
        long most = items.stream().mapToLong(it -> it.bytes()[it.size() - 1]).sum();
        for (int part = 0; part <= 10; part++) {
            long budget = least + (most - least) * part / 10;
            BudgetSolver.Solution found = BudgetSolver.solve(items, budget);
            double best = bruteForce(raw, 0, budget);
            assertThat(found.loss()).isCloseTo(best, within(1e-9 * best + 1e-15));
            assertThat(found.bytes()).isLessThanOrEqualTo(budget);
            assertThat(found.bound()).isLessThanOrEqualTo(best * (1 + 1e-9) + 1e-15);
            assertThat(found.optimal()).isTrue();
            assertTotals(raw, found);
        }
    }

    @Test
    void comesCloseToTheBoundWhereThereAreHundredsOfItems() {
        List<BudgetItem> items =
                randomItems(new Random(5), 224, 24).stream()
                        .map(it -> BudgetItem.of(it.bytes, it.loss))
                        .toList();
        long least = BudgetSolver.leastBytes(items);
        long most = items.stream().mapToLong(it -> it.bytes()[it.size() - 1]).sum();
        BudgetSolver.Solution found = BudgetSolver.solve(items, (least + most) / 2);
        assertThat(found.bytes()).isLessThanOrEqualTo((least + most) / 2);
        assertThat(found.loss()).isLessThan(1.001 * found.bound());
    }

    @Test
    void takesTheBestOfEverythingWhereTheBudgetIsLarge() {
        BudgetItem item = BudgetItem.of(new long[] {10, 20, 30}, new double[] {3, 2, 1});
        BudgetSolver.Solution found = BudgetSolver.solve(List.of(item, item), 1000);
        assertThat(found.options()).containsExactly(2, 2);
        assertThat(found.loss()).isEqualTo(2);
    }

    @Test
    void ofEqualOptionsTheFirstIsTaken() {
        BudgetItem item = BudgetItem.of(new long[] {30, 10, 10, 30}, new double[] {1, 3, 3, 1});
        assertThat(item.option()).containsExactly(1, 0);
    }

    @Test
    void spendsSlackOffTheHull() {
        // The option of 16 bytes lies above the line from 10 to 30, but it is all that fits.
        BudgetItem item = BudgetItem.of(new long[] {10, 16, 30}, new double[] {10, 9.5, 1});
        assertThat(BudgetSolver.solve(List.of(item), 20).options()).containsExactly(1);
    }

    @Test
    void refusesABudgetBelowTheLeast() {
        BudgetItem item = BudgetItem.of(new long[] {10}, new double[] {1});
        assertThatThrownBy(() -> BudgetSolver.solve(List.of(item), 9))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Raw> randomItems(Random random, int count, int options) {
        List<Raw> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long weights = 1000L * (1 + random.nextInt(20));
            double scale = random.nextDouble() + 0.01;
            long[] bytes = new long[options];
            double[] loss = new double[options];
            for (int k = 0; k < options; k++) {
                double bits = 2 + 6 * random.nextDouble();
                bytes[k] = 8 * Math.round(weights * bits / 64);
                loss[k] = scale * weights * Math.pow(4, -bits) * (0.5 + random.nextDouble());
            }
            items.add(new Raw(bytes, loss));
        }
        return items;
    }

    private static double bruteForce(List<Raw> items, int from, long budget) {
        if (budget < 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (from == items.size()) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        Raw item = items.get(from);
        for (int k = 0; k < item.bytes.length; k++) {
            best =
                    Math.min(
                            best,
                            item.loss[k] + bruteForce(items, from + 1, budget - item.bytes[k]));
        }
        return best;
    }

    private static void assertTotals(List<Raw> raw, BudgetSolver.Solution found) {
        long bytes = 0;
        double loss = 0;
        for (int i = 0; i < raw.size(); i++) {
            bytes += raw.get(i).bytes[found.options()[i]];
            loss += raw.get(i).loss[found.options()[i]];
        }
        assertThat(bytes).isEqualTo(found.bytes());
        assertThat(loss).isCloseTo(found.loss(), within(1e-12 * loss));
    }
}
