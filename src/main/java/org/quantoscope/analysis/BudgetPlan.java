package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;

/**
 * The answer to a {@link BudgetQuestion}: which quantized tensor gets which specification, and the
 * recipe that says so.
 *
 * @param question what was asked
 * @param tensors one per quantized tensor, in the order of the checkpoint
 * @param keptBytes of the tensors that are not quantized, in the file that the recipe is for
 * @param budgetBytes what the quantized tensors may take
 * @param bound no choice within the budget has a smaller {@link #objective}
 * @param optimal whether this is known to be the best choice
 * @param recipe analyzes to exactly these specifications
 */
public record BudgetPlan(
        BudgetQuestion question,
        List<Choice> tensors,
        long keptBytes,
        long budgetBytes,
        double bound,
        boolean optimal,
        Recipe recipe) {

    public BudgetPlan {
        tensors = List.copyOf(tensors);
    }

    /**
     * One specification for one tensor.
     *
     * @param cost bits and errors
     * @param error of the tensor by itself, in the question's measure
     */
    public record Candidate(QuantizationSpec spec, TradeOff.Cost cost, double error) {}

    /**
     * What one tensor gets.
     *
     * @param group what it shares with tensors that must be like it; empty where it is free
     * @param errorWeight share of this tensor's error in that of the model; they add up to 1
     * @param sensitivity factor on its error in the objective
     * @param chosen one of the candidates
     * @param candidates all that were measured
     */
    public record Choice(
            TensorInfo tensor,
            String group,
            double errorWeight,
            double sensitivity,
            Candidate chosen,
            List<Candidate> candidates) {
        public Choice {
            candidates = List.copyOf(candidates);
        }
    }

    public long weights() {
        return tensors.stream().mapToLong(it -> it.tensor().elementCount()).sum();
    }

    /** Bytes that the quantized tensors take. */
    public long storedBytes() {
        return tensors.stream().mapToLong(it -> it.chosen().cost().storedBytes()).sum();
    }

    /** Stored bits per quantized weight that the budget allows. */
    public double budgetBits() {
        return question.limit() instanceof BudgetLimit.Bits bits
                ? bits.bitsPerWeight()
                : 8.0 * budgetBytes / Math.max(1, weights());
    }

    /** Stored bits per quantized weight of the choice. */
    public double reachedBits() {
        return 8.0 * storedBytes() / Math.max(1, weights());
    }

    /** The error of the model: Σ errorWeight · error. */
    public double error() {
        return tensors.stream().mapToDouble(it -> it.errorWeight() * it.chosen().error()).sum();
    }

    /** What was kept small: Σ errorWeight · sensitivity · error. */
    public double objective() {
        return tensors.stream()
                .mapToDouble(it -> it.errorWeight() * it.sensitivity() * it.chosen().error())
                .sum();
    }
}
