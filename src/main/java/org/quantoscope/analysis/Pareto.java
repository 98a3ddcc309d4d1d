package org.quantoscope.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The choices that nothing beats: for more loss no fewer costs, for more costs less loss.
 *
 * <p>Of equal choices the first stays. Choices whose cost or loss is no number are left out.
 */
public final class Pareto {
    private Pareto() {}

    /** The front, by growing cost and falling loss. */
    public static <T> List<T> front(
            List<T> choices, ToDoubleFunction<T> cost, ToDoubleFunction<T> loss) {
        List<T> sorted =
                choices.stream()
                        .filter(it ->
                                !Double.isNaN(cost.applyAsDouble(it))
                                        && !Double.isNaN(loss.applyAsDouble(it)))
                        .sorted(Comparator.comparingDouble(cost).thenComparingDouble(loss))
                        .toList();
        List<T> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (T choice : sorted) {
            if (loss.applyAsDouble(choice) < least || front.isEmpty()) {
                least = loss.applyAsDouble(choice);
                front.add(choice);
            }
        }
        return front;
    }

    /**
     * Indices of the lower convex hull of a front: what some price per unit of cost makes the best.
     *
     * @param cost strictly growing
     * @param loss strictly falling
     */
    static int[] hull(long[] cost, double[] loss) {
        int[] hull = new int[cost.length];
        int size = 0;
        for (int i = 0; i < cost.length; i++) {
            while (size > 1 && isAboveLine(cost, loss, hull[size - 2], hull[size - 1], i)) {
                size--;
            }
            hull[size++] = i;
        }
        return java.util.Arrays.copyOf(hull, size);
    }

    private static boolean isAboveLine(long[] cost, double[] loss, int a, int b, int c) {
        double early = (loss[a] - loss[b]) / (cost[b] - cost[a]);
        double late = (loss[b] - loss[c]) / (cost[c] - cost[b]);
        return early <= late;
    }
}
