package org.quantoscope.recipe;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.TensorInfo;

import java.util.Comparator;
import java.util.List;

/**
 * A recipe under another layout, with the group size that suits a model's rows where its own is not
 * permitted.
 */
final class LayoutFit {
    private LayoutFit() {}

    /** The largest of the group sizes by which rows of most weights can be divided. */
    static Recipe of(Recipe recipe, BlockLayout layout, List<TensorInfo> tensors) {
        return layout.permitted(SpecField.GROUP_SIZE).stream()
                .filter(size -> !size.equals(GroupSize.ROW.toString()))
                .map(size -> new GroupSize(Integer.parseInt(size)))
                .map(size -> of(recipe, layout, size))
                .max(
                        Comparator.comparingLong((Recipe fit) -> quantizedWeights(fit, tensors))
                                .thenComparing(fit -> fit.defaultSpec().groupSize().weights()))
                .orElseGet(() -> recipe.withLayout(layout));
    }

    private static Recipe of(Recipe recipe, BlockLayout layout, GroupSize size) {
        List<Rule> rules =
                recipe.rules().stream()
                        .map(rule ->
                                rule.spec() instanceof QuantizationSpec spec
                                        ? rule.withSpec(of(spec, layout, size))
                                        : rule)
                        .toList();
        return new Recipe(recipe.name(), of(recipe.defaultSpec(), layout, size), rules);
    }

    private static QuantizationSpec of(QuantizationSpec spec, BlockLayout layout, GroupSize size) {
        QuantizationSpec changed = spec.withLayout(layout);
        return changed.groupSize().equals(spec.groupSize()) ? changed : changed.withGroupSize(size);
    }

    private static long quantizedWeights(Recipe recipe, List<TensorInfo> tensors) {
        return tensors.stream().filter(recipe::quantizes).mapToLong(TensorInfo::elementCount).sum();
    }
}
