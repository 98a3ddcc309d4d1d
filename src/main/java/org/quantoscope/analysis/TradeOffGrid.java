package org.quantoscope.analysis;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.ClipRatio;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.Scheme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The points of a trade-off: every combination of widths, α, group sizes, ρ and schemes for each
 * method, and plain rounding over the same range of widths as the line to beat.
 *
 * @param methods starting points, each a family of its own
 * @param widths code widths
 * @param alphas shares of salient weights
 * @param groupSizes that of the method at each width where empty
 * @param clips that of the method at each width where empty
 * @param schemes that of the method where empty
 */
public record TradeOffGrid(
        List<Preset> methods,
        List<BitWidth> widths,
        List<SalientShare> alphas,
        List<GroupSize> groupSizes,
        List<ClipRatio> clips,
        List<Scheme> schemes) {
    /** More would take hours on a large model, and no picture shows them. */
    public static final int MOST_POINTS = 1000;

    private static final List<GroupSize> CONTROL_SIZES =
            List.of(new GroupSize(128), new GroupSize(64), new GroupSize(32));

    /**
     * @throws IllegalArgumentException if it has no points, or more than {@link #MOST_POINTS}
     */
    public TradeOffGrid {
        methods = List.copyOf(methods);
        widths = List.copyOf(widths);
        alphas = List.copyOf(alphas);
        groupSizes = List.copyOf(groupSizes);
        clips = List.copyOf(clips);
        schemes = List.copyOf(schemes);
        if (methods.isEmpty() || widths.isEmpty() || alphas.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grid needs at least one method, one width and one α");
        }
        long points =
                (long) methods.size()
                        * widths.size()
                        * alphas.size()
                        * Math.max(1, groupSizes.size())
                        * Math.max(1, clips.size())
                        * Math.max(1, schemes.size());
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "the grid has "
                            + points
                            + " points, more than "
                            + MOST_POINTS
                            + "; give fewer values");
        }
    }

    /** A grid over widths and α, the rest as each method has it. */
    public static TradeOffGrid of(
            List<Preset> methods, List<BitWidth> widths, List<SalientShare> alphas) {
        return new TradeOffGrid(methods, widths, alphas, List.of(), List.of(), List.of());
    }

    /** One family per method, then the controls: RTN, and RTN with the best clip ratio. */
    public List<TradeOffSweep.Family> families() {
        List<TradeOffSweep.Family> families = new ArrayList<>();
        for (Preset method : methods) {
            families.add(new TradeOffSweep.Family(method.title(), false, specs(method)));
        }
        families.add(control(Preset.RTN));
        families.add(control(Preset.RTN_CLIP));
        return families;
    }

    private List<QuantizationSpec> specs(Preset method) {
        Set<QuantizationSpec> specs = new LinkedHashSet<>();
        for (BitWidth width : widths) {
            QuantizationSpec base = method.at(width);
            for (Scheme scheme : otherwise(schemes, base.scheme())) {
                for (GroupSize size : otherwise(groupSizes, base.groupSize())) {
                    for (ClipRatio clip : otherwise(clips, base.clip())) {
                        for (SalientShare alpha : alphas) {
                            specs.add(
                                    base.withScheme(scheme)
                                            .withGroupSize(size)
                                            .withClip(clip)
                                            .withAlpha(alpha));
                        }
                    }
                }
            }
        }
        return List.copyOf(specs);
    }

    private static <T> List<T> otherwise(List<T> given, T own) {
        return given.isEmpty() ? List.of(own) : given;
    }

    /** From the narrowest width to one beyond the widest, so that it covers their bits. */
    private TradeOffSweep.Family control(Preset method) {
        int narrowest = widths.stream().mapToInt(BitWidth::bits).min().orElse(4);
        int widest = widths.stream().mapToInt(BitWidth::bits).max().orElse(4);
        int beyond =
                BitWidth.CHOICES.stream()
                        .mapToInt(BitWidth::bits)
                        .filter(bits -> bits > widest)
                        .min()
                        .orElse(widest);
        List<QuantizationSpec> specs =
                BitWidth.CHOICES.stream()
                        .filter(width -> width.bits() >= narrowest && width.bits() <= beyond)
                        .flatMap(width ->
                                CONTROL_SIZES.stream()
                                        .map(size -> method.at(width).withGroupSize(size)))
                        .toList();
        return new TradeOffSweep.Family(method.title(), true, specs);
    }
}
