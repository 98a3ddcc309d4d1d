package org.quantoscope.app;

import org.quantoscope.analysis.LayerReport;

import java.util.Locale;
import java.util.Optional;

/** The figures of a tensor in one line, below the title of its picture. */
final class FigureLine {
    private FigureLine() {}

    /**
     * @param control the same tensor rounded to nearest, where it is in the picture
     */
    static String of(LayerReport report, Optional<LayerReport> control) {
        String own =
                String.format(
                        Locale.ROOT,
                        "%.2f bits stored, NMSE %.3g, weight KL %.3g nats (%d bins), %.2f %% salient",
                        report.bitsStored(),
                        report.error().nmse(),
                        report.divergence().weightKl(),
                        report.divergence().bins(),
                        100 * report.salience().achieved());
        return control.map(rtn ->
                        own
                                + String.format(
                                        Locale.ROOT,
                                        "; RTN at %.2f bits: NMSE %.3g",
                                        rtn.bitsStored(),
                                        rtn.error().nmse()))
                .orElse(own);
    }
}
