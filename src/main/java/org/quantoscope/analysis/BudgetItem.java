package org.quantoscope.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Something of which exactly one option must be taken, with only those options that are worth it.
 *
 * @param option number of each option as it was given
 * @param bytes what each costs, strictly growing
 * @param loss what each loses, strictly falling
 */
record BudgetItem(int[] option, long[] bytes, double[] loss) {

    /** An item of the options on the Pareto front. */
    static BudgetItem of(long[] bytes, double[] loss) {
        List<Integer> all = IntStream.range(0, bytes.length).boxed().toList();
        List<Integer> front =
                Pareto.front(
                        all.stream().sorted(Comparator.naturalOrder()).toList(),
                        i -> (double) bytes[i],
                        i -> loss[i]);
        return new BudgetItem(
                front.stream().mapToInt(i -> i).toArray(),
                front.stream().mapToLong(i -> bytes[i]).toArray(),
                front.stream().mapToDouble(i -> loss[i]).toArray());
    }

    int size() {
        return option.length;
    }
}
