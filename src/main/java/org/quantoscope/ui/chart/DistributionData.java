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
 * @param held restored under the recipe that is held beside
 * @param threshold √λ', beyond which weights are salient; absent where none are
 */
public record DistributionData(
        Histogram before,
        Optional<Histogram> after,
        Optional<Histogram> salient,
        Optional<Histogram> control,
        Optional<Histogram> held,
        Optional<Double> threshold) {

    /** Without a recipe held beside. */
    public DistributionData(
            Histogram before,
            Optional<Histogram> after,
            Optional<Histogram> salient,
            Optional<Histogram> control,
            Optional<Double> threshold) {
        this(before, after, salient, control, Optional.empty(), threshold);
    }

    public static DistributionData of(
            WeightStats original, Optional<LayerReport> report, Optional<LayerReport> control) {
        Optional<LayerReport> split = report.filter(it -> it.salience().salientCount() > 0);
        return new DistributionData(
                original.histogram(),
                report.map(LayerReport::after),
                split.map(LayerReport::salientBefore),
                control.map(LayerReport::after),
                Optional.empty(),
                split.map(it -> (double) it.salience().threshold()));
    }

    /** The same with a curve of the recipe that is held, where it has the same bins. */
    public DistributionData withHeld(Optional<LayerReport> report) {
        return new DistributionData(
                before,
                after,
                salient,
                control,
                report.map(LayerReport::after)
                        .filter(it -> it.bins() == before.bins() && it.edge(0) == before.edge(0)),
                threshold);
    }

    /** Weights in the fullest bin of any curve. */
    long peak() {
        long peak = before.peak();
        peak = Math.max(peak, after.map(Histogram::peak).orElse(0L));
        peak = Math.max(peak, held.map(Histogram::peak).orElse(0L));
        return Math.max(peak, control.map(Histogram::peak).orElse(0L));
    }
}
