package org.quantoscope.ui.tuning;

import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Figures;

/**
 * How a continuous parameter is written on screen: shares in percent, factors as they are.
 *
 * @param percent whether the value is shown times 100 with a percent sign
 */
record RangeText(boolean percent) {
    static RangeText of(SpecField field) {
        return new RangeText(field == SpecField.ALPHA);
    }

    String format(double value) {
        return percent ? Figures.percent(value, 1) : Figures.fixed(value, 3).replaceFirst("0$", "");
    }

    /**
     * What was typed, as the field reads it: 5 %, 5% and 0.05 are the same share; so is 5, being
     * more than 1.
     */
    String parse(String words) {
        String plain = words.trim().replace(',', '.').replace("\u202f", "");
        if (!percent) {
            return plain;
        }
        boolean marked = plain.endsWith("%");
        String number = marked ? plain.substring(0, plain.length() - 1).trim() : plain;
        try {
            double value = Double.parseDouble(number);
            return marked || value >= 1 ? Double.toString(value / 100) : number;
        } catch (NumberFormatException e) {
            return plain;
        }
    }
}
