package org.quantoscope.ui.salience;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Locale;

/** A measure of how salience concentrates in a tensor. */
enum Concentration {
    /** Share of salient weights in the fullest 1 % of the columns. */
    COLUMNS,
    /** The threshold in standard deviations: how far out the tail begins. */
    SIGMAS,
    /** Excess kurtosis of the original. */
    KURTOSIS;

    /**
     * Its value for the tensors of one place: the mean over their weights, or of the share in
     * columns over their salient weights.
     *
     * @param outcomes at least one
     */
    double of(List<TensorOutcome.Quantized> outcomes) {
        double sum = 0;
        double all = 0;
        for (TensorOutcome.Quantized outcome : outcomes) {
            LayerReport report = outcome.report();
            if (report.givenBy().isPresent() && this != KURTOSIS) {
                continue;
            }
            double counts =
                    this == COLUMNS
                            ? report.salience().salientCount()
                            : report.salience().weightCount();
            sum += counts == 0 ? 0 : counts * of(report);
            all += counts;
        }
        return sum / all;
    }

    private double of(LayerReport report) {
        return switch (this) {
            case COLUMNS -> report.salientColumnShare();
            case SIGMAS ->
                    report.stats().std() == 0
                            ? Double.NaN
                            : report.salience().threshold() / report.stats().std();
            case KURTOSIS -> report.stats().kurtosis();
        };
    }

    String format(double value) {
        return this == COLUMNS ? Figures.percent(value, 1) : Figures.fixed(value, 2);
    }

    @Override
    public String toString() {
        return Texts.text("salience.model." + name().toLowerCase(Locale.ROOT));
    }
}
