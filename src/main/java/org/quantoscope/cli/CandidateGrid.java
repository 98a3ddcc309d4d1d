package org.quantoscope.cli;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The specifications that a budget chooses from: every width with every group size and α.
 *
 * @param specs without repetitions
 */
record CandidateGrid(List<QuantizationSpec> specs) {
    private static final List<String> WIDTHS =
            BitWidth.CHOICES.stream().map(BitWidth::toString).toList();
    private static final List<String> ALPHAS = List.of("0", "0.02", "0.05", "0.08");

    /**
     * @param options what they start from at each width
     * @param widths all that the layout permits where empty; for a block type of GGUF every other
     *     block type
     * @param groupSizes that of the starting point where empty
     * @param alphas a few where empty
     */
    static CandidateGrid of(
            SpecOptions options,
            Recipe base,
            List<String> widths,
            List<String> groupSizes,
            List<String> alphas) {
        QuantizationSpec start = base.defaultSpec();
        List<String> shares =
                !alphas.isEmpty() ? alphas : start.alpha().value() > 0 ? ALPHAS : List.of("0");
        List<QuantizationSpec> specs = new ArrayList<>();
        if (start.layout().blocks().isPresent() && widths.isEmpty()) {
            return new CandidateGrid(blocks(start));
        }
        List<String> wanted =
                widths.isEmpty() ? SpecOptions.permitted(base, SpecField.BITS, WIDTHS) : widths;
        for (BitWidth width :
                options.each(
                        base, "bits-choices", wanted, SpecField.BITS, QuantizationSpec::bits)) {
            QuantizationSpec at = options.at(base, width);
            for (GroupSize size :
                    groupSizes.isEmpty()
                            ? List.of(at.groupSize())
                            : options.each(
                                    base,
                                    groupSizes,
                                    SpecField.GROUP_SIZE,
                                    QuantizationSpec::groupSize)) {
                for (SalientShare alpha :
                        options.each(base, shares, SpecField.ALPHA, QuantizationSpec::alpha)) {
                    specs.add(at.withGroupSize(size).withAlpha(alpha));
                }
            }
        }
        return new CandidateGrid(specs.stream().distinct().toList());
    }

    /** A GGUF file holds every block type, so a tensor may get any of them. */
    private static List<QuantizationSpec> blocks(QuantizationSpec start) {
        return Arrays.stream(BlockLayout.values())
                .filter(layout -> layout.blocks().isPresent())
                .map(start::withLayout)
                .toList();
    }
}
