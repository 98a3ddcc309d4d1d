package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Which tensors tell most about a model. */
final class Telling {
    private Telling() {}

    /** The first, and those that are extreme in something; each once. */
    static List<LayerReport> tensors(CheckpointReport report) {
        List<LayerReport> all = report.layers();
        Set<LayerReport> shown = new LinkedHashSet<>();
        all.stream().findFirst().ifPresent(shown::add);
        add(shown, all, layer -> layer.stats().kurtosis());
        add(shown, all, layer -> layer.error().nmse());
        add(shown, all, layer -> layer.divergence().weightKl());
        return List.copyOf(shown);
    }

    private static void add(
            Set<LayerReport> shown, List<LayerReport> all, ToDoubleFunction<LayerReport> measure) {
        all.stream()
                .filter(layer -> Double.isFinite(measure.applyAsDouble(layer)))
                .max(Comparator.comparingDouble(measure))
                .ifPresent(shown::add);
    }
}
