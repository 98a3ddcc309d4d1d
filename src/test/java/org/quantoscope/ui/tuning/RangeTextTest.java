package org.quantoscope.ui.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.ShareText;
import org.quantoscope.quant.SpecField;

/** What is typed and what is shown mean the same value. */
class RangeTextTest {
    private final RangeText alpha = RangeText.of(SpecField.ALPHA);
    private final RangeText clip = RangeText.of(SpecField.CLIP);

    @Test
    void showsEveryDigitThatWasTyped() {
        assertThat(alpha.format(0.0525)).isEqualTo("5.25 %");
        assertThat(alpha.format(0.05)).isEqualTo("5.0 %");
        assertThat(alpha.format(0.2)).isEqualTo("20.0 %");
        assertThat(alpha.format(0.00125)).isEqualTo("0.125 %");
        assertThat(clip.format(0.9)).isEqualTo("0.90");
        assertThat(clip.format(0.8625)).isEqualTo("0.8625");
        assertThat(clip.format(1)).isEqualTo("1.00");
    }

    @Test
    void readsAShareAsPercentOrAsANumber() {
        assertThat(alpha.parse("5 %")).isEqualTo("0.05");
        assertThat(alpha.parse("0,05")).isEqualTo("0.05");
        assertThat(alpha.parse("5")).isEqualTo("0.05");
    }

    /**
     * In binary 5.2 / 100 is not 0.052; a recipe that was typed must equal one that was dragged.
     */
    @Test
    void percentAndShareAreTheSameNumberToTheLastBit() {
        for (int tenths = 0; tenths <= 200; tenths++) {
            double share = tenths / 1000.0;
            assertThat(Double.parseDouble(alpha.parse(alpha.format(share)))).isEqualTo(share);
            assertThat(Double.parseDouble(ShareText.ofPercent(ShareText.percent(share))))
                    .isEqualTo(share);
        }
    }

    @Test
    void refusesInTheUnitOfTheScreen() {
        assertThat(alpha.refusal(SpecField.ALPHA, "25%"))
                .contains("25%")
                .contains("between 0.0 % and 20.0 %")
                .doesNotContain("Write");
        assertThat(alpha.refusal(SpecField.ALPHA, "0.5")).contains("Write 0.5 %");
        assertThat(clip.refusal(SpecField.CLIP, "7")).contains("between 0.50 and 1.00");
    }
}
