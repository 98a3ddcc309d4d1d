package org.quantoscope.ui.distribution;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.ui.control.Figures;

import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One line of the numbers: what it is called, its unit, and how to read it from a report.
 *
 * @param key of its texts: the name and, with {@code .hint}, its convention in one sentence
 * @param value as text, in a fixed number of digits
 * @param difference of two reports as text with its sign; empty where they cannot be subtracted
 */
record Measure(String key, Function<LayerReport, String> value, Difference difference) {
    /** What the first report has more than the second. */
    @FunctionalInterface
    interface Difference {
        String of(LayerReport one, LayerReport other);
    }

    static Measure of(
            String key, ToDoubleFunction<LayerReport> number, DoubleFunction<String> format) {
        return new Measure(
                key,
                report -> format.apply(number.applyAsDouble(report)),
                (one, other) ->
                        signed(number.applyAsDouble(one) - number.applyAsDouble(other), format));
    }

    static Measure words(String key, Function<LayerReport, String> words) {
        return new Measure(key, words, (one, other) -> "");
    }

    private static String signed(double difference, DoubleFunction<String> format) {
        if (Double.isNaN(difference)) {
            return Figures.NONE;
        }
        String text = format.apply(difference).replace('-', '−');
        return difference > 0 ? "+" + text : text;
    }
}
