package org.quantoscope.ui.tuning;

import org.quantoscope.quant.ShareText;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.text.Texts;

/**
 * How a continuous parameter is written on screen: shares in percent, factors as they are.
 *
 * @param percent whether the value is shown times 100 with a percent sign
 */
record RangeText(boolean percent) {
    static RangeText of(SpecField field) {
        return new RangeText(field.isShare());
    }

    String format(double value) {
        return percent ? brief(100 * value, 1) + " %" : brief(value, 2);
    }

    /** As many digits as it takes, at least {@code digits}, at most four after the point. */
    private static String brief(double value, int digits) {
        return Figures.fixed(value, 4).replaceFirst("(\\.\\d{" + digits + "}\\d*?)0+$", "$1");
    }

    /** Why what was typed is refused, in the words and the unit of the screen. */
    String refusal(SpecField field, String words) {
        SpecField.Range range = field.range().orElseThrow();
        String plain =
                Texts.text(
                        "tuning.refused",
                        field.title(),
                        words,
                        format(range.min()),
                        format(range.max()));
        boolean bareShare = percent && words.trim().matches("0*[.,]\\d+");
        return bareShare ? plain + " " + Texts.text("tuning.refused.share") : plain;
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
            return marked || value >= 1 ? ShareText.ofPercent(number) : number;
        } catch (NumberFormatException e) {
            return plain;
        }
    }
}
