package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;

class SpecLineTest {
    private static final QuantizationSpec BASE = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @Test
    void readsEverySpecificationThatItWrites() {
        assertThat(SpecLine.read(SpecLine.write(TensorSpec.KEEP), BASE)).isEqualTo(TensorSpec.KEEP);
        for (Preset preset : Preset.values()) {
            for (BitWidth width : BitWidth.CHOICES) {
                for (SpecField field : SpecField.ALL) {
                    for (String choice : field.choices()) {
                        QuantizationSpec spec = field.with(preset.at(width), choice);
                        assertThat(SpecLine.read(SpecLine.write(spec), BASE)).isEqualTo(spec);
                    }
                }
            }
        }
    }

    @Test
    void readsEveryPresetOfEveryLayoutThatItWrites() {
        for (BlockLayout layout : BlockLayout.values()) {
            for (Preset preset : Preset.values()) {
                for (BitWidth width : BitWidth.CHOICES) {
                    QuantizationSpec spec = preset.at(width, layout);
                    assertThat(SpecLine.read(SpecLine.write(spec), BASE)).isEqualTo(spec);
                    assertThat(SpecLine.read(SpecLine.write(BASE), spec)).isEqualTo(BASE);
                }
            }
        }
    }

    @Test
    void saysOfABlockTypeNoMoreThanItsLayout() {
        assertThat(SpecLine.write(Preset.RTN.at(new BitWidth(8), BlockLayout.Q8_0)))
                .isEqualTo("rtn bits 8 layout q8_0");
    }

    @Test
    void refusesWhatALayoutDoesNotPermit() {
        assertThatThrownBy(() -> SpecLine.read("layout q4_0 alpha 0.05", BASE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha is 0.0 with layout q4_0");
    }

    @Test
    void aPresetIsTakenAtTheWidthGivenWhereverItStands() {
        assertThat(SpecLine.read("adpq alpha 0.1, bits=3", BASE))
                .isEqualTo(SpecField.ALPHA.with(Preset.ADPQ.at(new BitWidth(3)), "0.1"));
    }

    @Test
    void whatIsNotSaidComesFromTheBase() {
        assertThat(SpecLine.read("--bits 5", BASE)).isEqualTo(BASE.withBits(new BitWidth(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a specification is needed",
                "awq bits 4 | “awq” is unknown; known are keep, f16, bf16, f32, adpq",
                "bits | bits needs a value",
                "bits 7 | bits must be 2, 3, 4, 5, 6 or 8, was 7",
                "alpha 0.9 | alpha",
                "bits 4 bits 5 | bits is given twice",
                "keep bits 4 | keep stands alone",
                "rtn adpq | “adpq” is unknown",
            })
    void refusesABadLineWithTheWordThatIsWrong(String line, String reason) {
        assertThatThrownBy(() -> SpecLine.read(line, BASE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }
}
