package org.quantoscope.recipe;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pattern of wider codes for some roles in some layers, over any default specification.
 *
 * <p>The patterns are those after which llama.cpp mixes its types ({@code llama_tensor_get_type} in
 * llama-quant.cpp); its types themselves, super-blocks included, are something else. Embedding and
 * head stay as the rules before say. Where readers of the default's layout join q, k and v into one
 * matrix, all three follow v.
 */
public enum RecipeMix {
    /** As for Q4_K_S: v of the first four layers and down of the first eighth, one width more. */
    SMALL(1),
    /**
     * As for Q4_K_M: v and down of the first eighth, the last eighth and every third layer between,
     * two widths more.
     */
    MEDIUM(2);

    private final int steps;

    RecipeMix(int steps) {
        this.steps = steps;
    }

    /** {@code recipe} with the rules of the pattern in place of its own. */
    public Recipe over(Recipe recipe, List<TensorInfo> tensors) {
        int layers = 0;
        for (TensorInfo tensor : tensors) {
            layers = Math.max(layers, tensor.layer().orElse(-1) + 1);
        }
        int count = layers;
        QuantizationSpec wide = wider(recipe.defaultSpec());
        List<TensorRole> v = values(recipe.defaultSpec().layout());
        List<Rule> rules = new ArrayList<>();
        switch (this) {
            case SMALL -> {
                addRanges(rules, v, count, layer -> layer < 4, wide);
                addRanges(rules, List.of(TensorRole.DOWN), count, layer -> layer < count / 8, wide);
            }
            case MEDIUM -> {
                List<TensorRole> roles = new ArrayList<>(v);
                roles.add(TensorRole.DOWN);
                addRanges(
                        rules,
                        roles,
                        count,
                        layer ->
                                layer < count / 8
                                        || layer >= 7 * count / 8
                                        || (layer - count / 8) % 3 == 2,
                        wide);
            }
        }
        return recipe.withRules(rules);
    }

    /** What goes the way of v. */
    private static List<TensorRole> values(BlockLayout layout) {
        return switch (layout) {
            case PACK_QUANTIZED, GPTQ, AWQ -> List.of(TensorRole.Q, TensorRole.K, TensorRole.V);
            default -> List.of(TensorRole.V);
        };
    }

    private QuantizationSpec wider(QuantizationSpec spec) {
        if (spec.layout().blocks().isPresent()) {
            // Blocks without a minimum: 4, 5 and 8 bit.
            List<BlockLayout> wider = List.of(BlockLayout.Q4_0, BlockLayout.Q5_0, BlockLayout.Q8_0);
            int from =
                    switch (spec.layout()) {
                        case Q4_0, Q4_1 -> 0;
                        case Q5_0, Q5_1 -> 1;
                        default -> 2;
                    };
            return spec.withLayout(wider.get(Math.min(from + steps, wider.size() - 1)));
        }
        List<String> permitted = spec.layout().permitted(SpecField.BITS);
        if (!permitted.isEmpty()) {
            // AWQ has one width.
            return permitted.contains("8") ? SpecField.BITS.with(spec, "8") : spec;
        }
        int at = BitWidth.CHOICES.indexOf(spec.bits()) + steps;
        return spec.withBits(BitWidth.CHOICES.get(Math.min(at, BitWidth.CHOICES.size() - 1)));
    }

    /** One rule for every run of layers. */
    private static void addRanges(
            List<Rule> rules,
            List<TensorRole> roles,
            int layers,
            IntPredicate chosen,
            QuantizationSpec spec) {
        int first = -1;
        for (int layer = 0; layer <= layers; layer++) {
            boolean in = layer < layers && chosen.test(layer);
            if (in && first < 0) {
                first = layer;
            } else if (!in && first >= 0) {
                rules.add(
                        new Rule(
                                new LayerSelector(
                                        Optional.empty(),
                                        Optional.empty(),
                                        roles,
                                        Optional.of(first),
                                        Optional.of(layer - 1)),
                                spec));
                first = -1;
            }
        }
    }
}
