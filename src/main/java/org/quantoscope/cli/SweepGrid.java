package org.quantoscope.cli;

import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The points of a sweep: for every width and group size a line over growing α, and as the control
 * plain rounding to nearest over the same range of widths.
 *
 * @param widths code widths, in bits
 * @param groupSizes group sizes
 * @param alphas shares of salient weights, ascending
 */
record SweepGrid(List<BitWidth> widths, List<GroupSize> groupSizes, List<SalientShare> alphas) {
    private static final List<GroupSize> CONTROL_SIZES =
            List.of(new GroupSize(128), new GroupSize(64), new GroupSize(32));

    /**
     * @param method name of what is swept
     * @param at the specification to start from at a width
     */
    List<TradeOffSweep.Family> families(String method, Function<BitWidth, QuantizationSpec> at) {
        List<TradeOffSweep.Family> families = new ArrayList<>();
        for (BitWidth width : widths) {
            for (GroupSize size : groupSizes) {
                QuantizationSpec base = at.apply(width).withGroupSize(size);
                families.add(
                        new TradeOffSweep.Family(
                                method
                                        + " "
                                        + width
                                        + " bit, "
                                        + (size.isRow() ? "row" : "g " + size),
                                false,
                                alphas.stream().map(base::withAlpha).toList()));
            }
        }
        families.add(control());
        return families;
    }

    /** RTN from the narrowest width to one beyond the widest, so that it covers their bits. */
    private TradeOffSweep.Family control() {
        int narrowest = widths.stream().mapToInt(BitWidth::bits).min().orElse(4);
        int widest = widths.stream().mapToInt(BitWidth::bits).max().orElse(4);
        List<QuantizationSpec> specs =
                BitWidth.CHOICES.stream()
                        .filter(width -> width.bits() >= narrowest)
                        .filter(width -> width.bits() <= next(widest))
                        .sorted(Comparator.comparingInt(BitWidth::bits))
                        .flatMap(width ->
                                CONTROL_SIZES.stream()
                                        .map(size -> Preset.RTN.at(width).withGroupSize(size)))
                        .toList();
        return new TradeOffSweep.Family(Preset.RTN.title(), true, specs);
    }

    private static int next(int width) {
        return BitWidth.CHOICES.stream()
                .mapToInt(BitWidth::bits)
                .filter(bits -> bits > width)
                .min()
                .orElse(width);
    }
}
