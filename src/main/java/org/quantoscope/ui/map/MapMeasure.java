package org.quantoscope.ui.map;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.ui.chart.HeatScale.Spacing;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the map can be coloured by.
 *
 * <p>Of several tensors in one place it is the mean over their weights; errors are summed before
 * they are divided, as in the totals.
 */
enum MapMeasure {
    WEIGHT_KL(
            "kl",
            Spacing.LOGARITHMIC,
            value -> Figures.significant(value, 3),
            (tensors, forward) -> mean(tensors, it -> it.report().divergence().weightKl())),
    NMSE(
            "nmse",
            Spacing.LOGARITHMIC,
            value -> Figures.significant(value, 3),
            (tensors, forward) -> CheckpointReport.totalsOf(tensors).nmse()),
    SQNR(
            "sqnr",
            Spacing.LINEAR,
            value -> Figures.fixed(value, 2),
            (tensors, forward) -> -10 * Math.log10(CheckpointReport.totalsOf(tensors).nmse())),
    STORED_BITS(
            "bits",
            Spacing.LINEAR,
            value -> Figures.fixed(value, 3),
            (tensors, forward) -> CheckpointReport.totalsOf(tensors).bitsStored()),
    SALIENT_SHARE(
            "salient",
            Spacing.LINEAR,
            value -> Figures.fixed(value, 3),
            (tensors, forward) -> 100 * mean(tensors, it -> salientShare(it.report()))),
    KURTOSIS(
            "kurtosis",
            Spacing.WIDE,
            value -> Figures.fixed(value, 2),
            (tensors, forward) -> mean(tensors, it -> it.report().stats().kurtosis())),
    FORWARD_ERROR(
            "forward",
            Spacing.LOGARITHMIC,
            value -> Figures.significant(value, 3),
            (tensors, forward) -> mean(tensors, it -> forward.apply(it).orElse(Double.NaN)));

    private final String key;
    private final Spacing spacing;
    private final DoubleFunction<String> format;
    private final Value value;

    MapMeasure(String key, Spacing spacing, DoubleFunction<String> format, Value value) {
        this.key = key;
        this.spacing = spacing;
        this.format = format;
        this.value = value;
    }

    /** How it is computed. */
    private interface Value {
        double of(
                List<TensorOutcome.Quantized> tensors,
                Function<TensorOutcome.Quantized, OptionalDouble> forward);
    }

    /**
     * Its value for the tensors of one place.
     *
     * @param tensors at least one
     * @param forward what is known of errors on a text
     * @return NaN where it is not known
     */
    double of(
            List<TensorOutcome.Quantized> tensors,
            Function<TensorOutcome.Quantized, OptionalDouble> forward) {
        return value.of(tensors, forward);
    }

    Spacing spacing() {
        return spacing;
    }

    String format(double value) {
        return format.apply(value);
    }

    String title() {
        return Texts.text("map.measure." + key);
    }

    String hint() {
        return Texts.text("map.measure." + key + ".hint");
    }

    /** Its unit with a space before it; empty where it has none. */
    String unit() {
        String unit = Texts.textOr("map.measure." + key + ".unit", "");
        return unit.isEmpty() ? "" : " " + unit;
    }

    /** Whoever gave the values did not say which of them are salient. */
    private static double salientShare(LayerReport report) {
        return report.givenBy().isPresent() ? Double.NaN : report.salience().achieved();
    }

    private static double mean(
            List<TensorOutcome.Quantized> tensors,
            ToDoubleFunction<TensorOutcome.Quantized> value) {
        double sum = 0;
        double weights = 0;
        for (TensorOutcome.Quantized tensor : tensors) {
            long n = tensor.tensor().elementCount();
            sum += n * value.applyAsDouble(tensor);
            weights += n;
        }
        return sum / weights;
    }
}
