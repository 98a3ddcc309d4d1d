package org.quantoscope.cli;

import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The points of a sweep: for every width and group size a line over growing α, and as the control
 * plain rounding to nearest over the same range of widths. Beside further methods every method is
 * one line.
 *
 * @param widths code widths, in bits
 * @param groupSizes group sizes
 * @param alphas shares of salient weights, ascending
 * @param beside further methods, in groups of their own
 */
record SweepGrid(
        List<BitWidth> widths,
        List<GroupSize> groupSizes,
        List<SalientShare> alphas,
        List<Preset> beside) {
    /**
     * @param method name of what is swept
     * @param at the specification to start from at a width
     */
    List<TradeOffSweep.Family> families(String method, Function<BitWidth, QuantizationSpec> at) {
        List<TradeOffSweep.Family> families = new ArrayList<>();
        if (!beside.isEmpty()) {
            families.add(
                    whole(
                            method,
                            groupSizes.stream()
                                    .flatMap(size ->
                                            widths.stream()
                                                    .map(width ->
                                                            at.apply(width).withGroupSize(size)))
                                    .toList()));
            for (Preset each : beside) {
                families.add(besides(each));
            }
            addControls(families);
            return families;
        }
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
        addControls(families);
        return families;
    }

    /** A method without salient weights is one point for each width, as it is defined. */
    private TradeOffSweep.Family besides(Preset method) {
        List<QuantizationSpec> bases = widths.stream().map(method::at).toList();
        return bases.stream().allMatch(base -> base.alpha().value() == 0)
                ? new TradeOffSweep.Family(method.title(), false, bases)
                : whole(method.title(), bases);
    }

    private TradeOffSweep.Family whole(String name, List<QuantizationSpec> bases) {
        return new TradeOffSweep.Family(
                name,
                false,
                bases.stream().flatMap(base -> alphas.stream().map(base::withAlpha)).toList());
    }

    private void addControls(List<TradeOffSweep.Family> families) {
        families.add(TradeOffGrid.control(Preset.RTN, widths));
        families.add(TradeOffGrid.control(Preset.RTN_CLIP, widths));
    }
}
