package org.quantoscope.analysis;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The points of a trade-off: every combination of widths, α and any other parameters for each
 * method, and plain rounding over the same range of widths as the line to beat.
 *
 * @param methods starting points, each a family of its own
 * @param widths code widths
 * @param alphas shares of salient weights
 * @param axes further parameters that take several values; what is not among them is that of the
 *     method at each width
 */
public record TradeOffGrid(
        List<Preset> methods, List<BitWidth> widths, List<SalientShare> alphas, List<Axis> axes) {
    /** More would take hours on a large model, and no picture shows them. */
    public static final int MOST_POINTS = 1000;

    private static final List<GroupSize> CONTROL_SIZES =
            List.of(new GroupSize(128), new GroupSize(64), new GroupSize(32));

    /** What concerns salient weights only, and changes nothing where there are none. */
    private static final List<SpecField> OF_SALIENT =
            List.of(
                    SpecField.SALIENT_GRID,
                    SpecField.SALIENT_SCOPE,
                    SpecField.SALIENT_FIT,
                    SpecField.SALIENT_BITS);

    /**
     * A parameter and the values it takes, as text.
     *
     * @param values permitted ones, at least one
     */
    public record Axis(SpecField field, List<String> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    /**
     * @throws IllegalArgumentException if it has no points, or more than {@link #MOST_POINTS}
     */
    public TradeOffGrid {
        methods = List.copyOf(methods);
        widths = List.copyOf(widths);
        alphas = List.copyOf(alphas);
        axes = List.copyOf(axes);
        if (methods.isEmpty() || widths.isEmpty() || alphas.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grid needs at least one method, one width and one α");
        }
        long points = (long) methods.size() * widths.size() * alphas.size();
        for (Axis axis : axes) {
            points *= axis.values().size();
        }
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
        return new TradeOffGrid(methods, widths, alphas, List.of());
    }

    /** One family per method, then the controls: RTN, and RTN with the best clip ratio. */
    public List<TradeOffSweep.Family> families() {
        List<TradeOffSweep.Family> families = new ArrayList<>();
        for (Preset method : methods) {
            families.add(new TradeOffSweep.Family(method.title(), false, specs(method)));
        }
        families.add(control(Preset.RTN, widths));
        families.add(control(Preset.RTN_CLIP, widths));
        return families;
    }

    private List<QuantizationSpec> specs(Preset method) {
        Set<QuantizationSpec> specs = new LinkedHashSet<>();
        for (BitWidth width : widths) {
            QuantizationSpec base = method.at(width);
            for (QuantizationSpec combination : combinations(base)) {
                for (SalientShare alpha : alphas) {
                    QuantizationSpec plain =
                            alpha.value() == 0 ? ofOneClass(combination, base) : combination;
                    QuantizationSpec point = plain.withAlpha(alpha);
                    // A layout that has one class only takes α = 0 instead.
                    specs.add(point.withLayout(point.layout()));
                }
            }
        }
        return List.copyOf(specs);
    }

    private List<QuantizationSpec> combinations(QuantizationSpec base) {
        List<QuantizationSpec> combinations = List.of(base);
        for (Axis axis : axes) {
            combinations =
                    combinations.stream()
                            .flatMap(spec ->
                                    axis.values().stream()
                                            .filter(value -> isPermitted(axis.field(), value, spec))
                                            .map(value -> axis.field().with(spec, value)))
                            .toList();
        }
        return combinations;
    }

    /** With a layout among the axes, not every value goes with every one. */
    private static boolean isPermitted(SpecField field, String value, QuantizationSpec spec) {
        List<String> permitted = spec.layout().permitted(field);
        return permitted.isEmpty() || permitted.contains(value);
    }

    /** Without salient weights, all their combinations are one point. */
    private static QuantizationSpec ofOneClass(QuantizationSpec spec, QuantizationSpec base) {
        QuantizationSpec plain = spec;
        for (SpecField field : OF_SALIENT) {
            if (isPermitted(field, field.textOf(base), plain)) {
                plain = field.with(plain, field.textOf(base));
            }
        }
        return plain;
    }

    /**
     * What methods are held against, in groups of 128, 64 and 32: from the narrowest width to one
     * beyond the widest, so that it covers their bits.
     */
    public static TradeOffSweep.Family control(Preset method, List<BitWidth> widths) {
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
