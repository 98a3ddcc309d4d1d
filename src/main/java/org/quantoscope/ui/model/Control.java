package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;

import java.util.Comparator;

/**
 * Round-to-nearest at about the stored bits of a report: what any method must beat to be worth its
 * trouble.
 *
 * <p>Of all widths and group sizes the one whose stored bits come nearest is taken, of two equally
 * near ones the smaller.
 */
final class Control {
    /** Sizes closer than this, in bits per weight, count as equal. */
    private static final double SAME = 0.05;

    private Control() {}

    static QuantizationSpec of(LayerReport report) {
        long columns = report.tensor().columns();
        double wanted = report.bitsStored();
        return BitWidth.CHOICES.stream()
                .flatMap(width -> GroupSize.CHOICES.stream().map(size -> spec(width, size)))
                .min(
                        Comparator.<QuantizationSpec>comparingLong(spec ->
                                        Math.round(Math.abs(bits(spec, columns) - wanted) / SAME))
                                .thenComparing(spec -> -spec.bits().bits()))
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
