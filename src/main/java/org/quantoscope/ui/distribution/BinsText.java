package org.quantoscope.ui.distribution;

import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

/** A number of bins with its unit, as the chooser shows it. */
final class BinsText extends StringConverter<Integer> {
    @Override
    public String toString(@Nullable Integer bins) {
        return bins == null ? "" : Texts.text("chart.bins.of", Figures.count(bins));
    }

    @Override
    public Integer fromString(String text) {
        return Integer.valueOf(text.replaceAll("\\D", ""));
    }
}
