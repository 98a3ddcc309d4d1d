package org.quantoscope.ui.model;

import org.quantoscope.analysis.LayerReport;
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
 * <p>Of all widths and group sizes the one whose stored bits come nearest is taken, of two equally
 * near ones the smaller.
 */
final class Control {
    private Control() {}

    static QuantizationSpec of(LayerReport report) {
        long columns = report.tensor().columns();
        double wanted = report.bitsStored();
        List<QuantizationSpec> candidates =
                BitWidth.CHOICES.stream()
                        .flatMap(width -> GroupSize.CHOICES.stream().map(size -> spec(width, size)))
                        .toList();
        return candidates.stream()
                .min(
                        Comparator.<QuantizationSpec>comparingDouble(
                                        spec -> Math.abs(bits(spec, columns) - wanted))
                                .thenComparingDouble(spec -> bits(spec, columns)))
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
