package org.quantoscope.recipe;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many tensors of a checkpoint each rule of a recipe reaches.
 *
 * <p>A rule that is switched off is counted as matching and decides none.
 *
 * @param rules one for each rule, in their order
 * @param byDefault tensors that get the default specification
 * @param kept tensors that no rule decides and that are kept at source precision
 */
public record RuleHits(List<Hits> rules, int byDefault, int kept) {
    /**
     * @param matching tensors that the rule's conditions hold for
     * @param deciding those of them that no later rule matches
     */
    public record Hits(int matching, int deciding) {}

    public RuleHits {
        rules = List.copyOf(rules);
    }

    /**
     * @throws RunawayPatternException if a rule's expression cannot tell whether it matches
     */
    public static RuleHits of(Recipe recipe, List<TensorInfo> tensors) {
        int count = recipe.rules().size();
        int[] matching = new int[count];
        int[] deciding = new int[count];
        int byDefault = 0;
        int kept = 0;
        for (TensorInfo tensor : tensors) {
            for (int i = 0; i < count; i++) {
                matching[i] += recipe.rules().get(i).match().matches(tensor) ? 1 : 0;
            }
            Recipe.Decision decision = recipe.decide(tensor);
            if (decision.rule().isPresent()) {
                deciding[decision.rule().getAsInt()]++;
            } else if (!(decision.spec() instanceof QuantizationSpec)) {
                kept++;
            } else {
                byDefault++;
            }
        }
        List<Hits> rules =
                IntStream.range(0, count)
                        .mapToObj(i -> new Hits(matching[i], deciding[i]))
                        .toList();
        return new RuleHits(rules, byDefault, kept);
    }
}
