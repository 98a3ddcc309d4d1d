package org.quantoscope.analysis;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;

import java.util.Comparator;
import java.util.List;

/**
 * Round-to-nearest at about the stored bits of a report: what any method must beat to be worth its
 * trouble.
 *
 * <p>Of the widths and group sizes that cost about the same the widest code is taken, which has the
 * least error: a control must be the strongest of its price (3 bit in groups of 16 cost as much as
 * 4 bit in groups of 32, and lose far more).
 */
public final class Control {
    /** Stored bits per weight that count as the same price. */
    private static final double ABOUT = 0.05;

    private Control() {}

    public static QuantizationSpec of(LayerReport report) {
        return at(report.bitsStored(), report.tensor().columns());
    }

    /**
     * The control for rows of {@code columns} weights.
     *
     * @param wantedBits stored bits per weight to come near to
     */
    static QuantizationSpec at(double wantedBits, long columns) {
        List<QuantizationSpec> candidates =
                BitWidth.CHOICES.stream()
                        .flatMap(width -> GroupSize.CHOICES.stream().map(size -> spec(width, size)))
                        .toList();
        double nearest =
                candidates.stream()
                        .mapToDouble(spec -> Math.abs(bits(spec, columns) - wantedBits))
                        .min()
                        .orElseThrow();
        return candidates.stream()
                .filter(spec -> Math.abs(bits(spec, columns) - wantedBits) <= nearest + ABOUT)
                .max(
                        Comparator.<QuantizationSpec>comparingInt(spec -> spec.bits().bits())
                                .thenComparing(
                                        spec -> Math.abs(bits(spec, columns) - wantedBits),
                                        Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static QuantizationSpec spec(BitWidth width, GroupSize size) {
        return Preset.RTN.at(width).withGroupSize(size);
    }

    /** Bits per weight of codes and F16 scale and offset. */
    private static double bits(QuantizationSpec spec, long columns) {
        double group = Math.max(1, spec.groupSize().in((int) Math.min(columns, Integer.MAX_VALUE)));
        return spec.bits().bits()
                + 8.0 * 2 * spec.parameters().bytes() / Math.min(group, Math.max(1, columns));
    }
}
