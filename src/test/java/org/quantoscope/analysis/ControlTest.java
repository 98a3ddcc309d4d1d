package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;

class ControlTest {
    @ParameterizedTest
    @CsvSource({
        "5.0, 64, 4, 32",
        "5.0, 4096, 5, row",
        "4.0, 4096, 4, row",
        "4.0, 256, 3, 32",
        "4.5, 4096, 4, 64",
        "4.37, 768, 4, 128",
        "3.4, 768, 3, 64",
        "8.0, 4096, 8, row"
    })
    void isTheWidestCodeOfItsPrice(double wanted, long columns, int bits, String group) {
        QuantizationSpec control = Control.at(wanted, columns);
        assertThat(control.bits().bits()).isEqualTo(bits);
        assertThat(control.groupSize()).hasToString(group);
    }

    @ParameterizedTest
    @CsvSource({"5.0, 4096", "3.2, 768"})
    void isPlainRoundingWithoutSalientWeights(double wanted, long columns) {
        QuantizationSpec control = Control.at(wanted, columns);
        assertThat(control)
                .isEqualTo(Preset.RTN.at(control.bits()).withGroupSize(control.groupSize()));
    }
}
