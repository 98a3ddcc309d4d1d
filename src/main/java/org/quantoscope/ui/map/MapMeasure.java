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
    WEIGHT_KL("kl", Spacing.LOGARITHMIC, value -> Figures.significant(value, 3)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return mean(outcomes, report -> report.divergence().weightKl());
        }
    },
    NMSE("nmse", Spacing.LOGARITHMIC, value -> Figures.significant(value, 3)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return CheckpointReport.totalsOf(outcomes).nmse();
        }
    },
    SQNR("sqnr", Spacing.LINEAR, value -> Figures.fixed(value, 2)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return -10 * Math.log10(NMSE.of(outcomes, forward));
        }
    },
    STORED_BITS("bits", Spacing.LINEAR, value -> Figures.fixed(value, 3)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return CheckpointReport.totalsOf(outcomes).bitsStored();
        }
    },
    SALIENT_SHARE("salient", Spacing.LINEAR, value -> Figures.fixed(value, 3)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return 100
                    * mean(
                            outcomes,
                            report ->
                                    report.givenBy().isPresent()
                                            ? Double.NaN
                                            : report.salience().achieved());
        }
    },
    KURTOSIS("kurtosis", Spacing.WIDE, value -> Figures.fixed(value, 2)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            return mean(outcomes, report -> report.stats().kurtosis());
        }
    },
    FORWARD_ERROR("forward", Spacing.LOGARITHMIC, value -> Figures.significant(value, 3)) {
        @Override
        double of(
                List<TensorOutcome.Quantized> outcomes,
                Function<TensorOutcome.Quantized, OptionalDouble> forward) {
            double sum = 0;
            double weights = 0;
            for (TensorOutcome.Quantized outcome : outcomes) {
                long n = outcome.tensor().elementCount();
                sum += n * forward.apply(outcome).orElse(Double.NaN);
                weights += n;
            }
            return sum / weights;
        }
    };

    private final String key;
    private final Spacing spacing;
    private final DoubleFunction<String> format;

    MapMeasure(String key, Spacing spacing, DoubleFunction<String> format) {
        this.key = key;
        this.spacing = spacing;
        this.format = format;
    }

    /**
     * Its value for the tensors of one place.
     *
     * @param outcomes at least one
     * @param forward what is known of errors on a text
     * @return NaN where it is not known
     */
    abstract double of(
            List<TensorOutcome.Quantized> outcomes,
            Function<TensorOutcome.Quantized, OptionalDouble> forward);

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

    private static double mean(
            List<TensorOutcome.Quantized> outcomes, ToDoubleFunction<LayerReport> value) {
        double sum = 0;
        double weights = 0;
        for (TensorOutcome.Quantized outcome : outcomes) {
            long n = outcome.tensor().elementCount();
            sum += n * value.applyAsDouble(outcome.report());
            weights += n;
        }
        return sum / weights;
    }
}
