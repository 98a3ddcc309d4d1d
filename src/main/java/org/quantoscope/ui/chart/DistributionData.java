package org.quantoscope.ui.chart;

import org.quantoscope.analysis.Histogram;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.WeightStats;

import java.util.Optional;

/**
 * The curves of one distribution chart, all over the same bins.
 *
 * @param before the original
 * @param after restored weights; absent where the tensor is kept
 * @param salient the salient part of the original
 * @param control restored by round-to-nearest
 * @param threshold √λ', beyond which weights are salient; absent where none are
 */
public record DistributionData(
        Histogram before,
        Optional<Histogram> after,
        Optional<Histogram> salient,
        Optional<Histogram> control,
        Optional<Double> threshold) {

    public static DistributionData of(
            WeightStats original, Optional<LayerReport> report, Optional<LayerReport> control) {
        Optional<LayerReport> split = report.filter(it -> it.salience().salientCount() > 0);
        return new DistributionData(
                original.histogram(),
                report.map(LayerReport::after),
                split.map(LayerReport::salientBefore),
                control.map(LayerReport::after),
                split.map(it -> (double) it.salience().threshold()));
    }

    /** Weights in the fullest bin of any curve. */
    long peak() {
        long peak = before.peak();
        peak = Math.max(peak, after.map(Histogram::peak).orElse(0L));
        return Math.max(peak, control.map(Histogram::peak).orElse(0L));
    }
}
