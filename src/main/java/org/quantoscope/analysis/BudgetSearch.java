package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the best specification per tensor within a budget, among specifications that have been
 * measured on all of them.
 *
 * <p>Measuring is {@link TradeOffSweep}'s; what is left takes milliseconds, so many budgets can be
 * asked of one measurement.
 */
public final class BudgetSearch {
    private final TradeOff measured;
    private final List<TradeOff.Point> points;
    private final List<TensorInfo> all;
    private final Recipe base;

    /**
     * @param measured the candidates, on every tensor that {@code base} quantizes
     * @param all every tensor of the checkpoint
     * @param base says which tensors are quantized at all
     * @throws IllegalArgumentException if a tensor that {@code base} quantizes was not measured
     */
    public BudgetSearch(TradeOff measured, List<TensorInfo> all, Recipe base) {
        this.measured = measured;
        this.all = List.copyOf(all);
        this.base = base;
        Set<QuantizationSpec> seen = new LinkedHashSet<>();
        this.points =
                measured.lines().stream()
                        .flatMap(line -> line.points().stream())
                        .filter(point -> seen.add(point.spec()))
                        .toList();
        if (!measured.refused().isEmpty()) {
            throw new IllegalArgumentException(measured.refused().getFirst().message());
        }
        if (!measured.tensors().equals(all.stream().filter(base::quantizes).toList())) {
            throw new IllegalArgumentException(
                    "the candidates were measured on other tensors than the recipe quantizes");
        }
    }

    /**
     * @throws InfeasibleBudgetException if even the cheapest candidates take more
     */
    public BudgetPlan find(BudgetQuestion question) {
        List<TensorInfo> tensors = measured.tensors();
        long weights = tensors.stream().mapToLong(TensorInfo::elementCount).sum();
        long kept =
                all.stream()
                        .filter(tensor -> !base.quantizes(tensor))
                        .mapToLong(base::unquantizedBytes)
                        .sum();
        long budget = question.limit().bytesFor(weights, kept);
        double[] shares = shares(question.measure());
        Map<String, List<Integer>> groups = groups(question);
        List<BudgetItem> items = new ArrayList<>();
        for (List<Integer> members : groups.values()) {
            items.add(item(members, question, shares));
        }
        long least = BudgetSolver.leastBytes(items);
        if (least > budget) {
            throw new InfeasibleBudgetException(question.limit(), least, kept, weights);
        }
        BudgetSolver.Solution solution = BudgetSolver.solve(items, budget);
        BudgetPlan.Choice[] choices = new BudgetPlan.Choice[tensors.size()];
        int group = 0;
        for (Map.Entry<String, List<Integer>> entry : groups.entrySet()) {
            int chosen = solution.options()[group++];
            for (int tensor : entry.getValue()) {
                choices[tensor] = choice(tensor, entry, chosen, question, shares[tensor]);
            }
        }
        return new BudgetPlan(
                question,
                List.of(choices),
                kept,
                budget,
                solution.bound(),
                solution.optimal(),
                BudgetRecipe.of(base, all, List.of(choices)));
    }

    /** The share of each tensor's error in that of the model. */
    private double[] shares(BudgetMeasure measure) {
        List<TradeOff.Cost> any = points.getFirst().tensors();
        double sum = any.stream().mapToDouble(measure::weight).sum();
        return any.stream()
                .mapToDouble(cost -> sum == 0 ? 0 : measure.weight(cost) / sum)
                .toArray();
    }

    /** Tensors that get the same, by what they share; a free one is by itself. */
    private Map<String, List<Integer>> groups(BudgetQuestion question) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < measured.tensors().size(); i++) {
            TensorInfo tensor = measured.tensors().get(i);
            String group =
                    question.alike().stream()
                            .sorted()
                            .flatMap(alike -> alike.groupOf(tensor).stream())
                            .findFirst()
                            .orElse("only " + tensor.name());
            groups.computeIfAbsent(group, name -> new ArrayList<>()).add(i);
        }
        return groups;
    }

    private BudgetItem item(List<Integer> members, BudgetQuestion question, double[] shares) {
        long[] bytes = new long[points.size()];
        double[] loss = new double[points.size()];
        for (int k = 0; k < points.size(); k++) {
            for (int member : members) {
                TradeOff.Cost cost = points.get(k).tensors().get(member);
                bytes[k] += cost.storedBytes();
                loss[k] +=
                        shares[member]
                                * question.sensitivityOf(measured.tensors().get(member))
                                * question.measure().of(cost);
            }
        }
        return BudgetItem.of(bytes, loss);
    }

    private BudgetPlan.Choice choice(
            int tensor,
            Map.Entry<String, List<Integer>> group,
            int chosen,
            BudgetQuestion question,
            double share) {
        List<BudgetPlan.Candidate> candidates =
                points.stream()
                        .map(point -> {
                            TradeOff.Cost cost = point.tensors().get(tensor);
                            return new BudgetPlan.Candidate(
                                    point.spec(), cost, question.measure().of(cost));
                        })
                        .toList();
        TensorInfo info = measured.tensors().get(tensor);
        return new BudgetPlan.Choice(
                info,
                group.getValue().size() == 1 ? "" : group.getKey(),
                share,
                question.sensitivityOf(info),
                candidates.get(chosen),
                candidates);
    }
}
