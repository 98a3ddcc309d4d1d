package org.quantoscope.app;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.ui.text.Texts;

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
                Texts.text(
                        "picture.figures",
                        fixed(report.bitsStored()),
                        brief(report.error().nmse()),
                        brief(report.divergence().weightKl()),
                        report.divergence().bins(),
                        fixed(100 * report.salience().achieved()));
        if (report.tensor().isDequantized()) {
            own += " · " + Texts.text("type.dequantized", report.tensor().encoding());
        }
        String all = own;
        return control.map(rtn ->
                        all
                                + Texts.text(
                                        "picture.figures.control",
                                        fixed(rtn.bitsStored()),
                                        brief(rtn.error().nmse())))
                .orElse(all);
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
