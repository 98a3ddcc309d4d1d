package org.quantoscope.ui.tradeoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;

import java.util.List;
import java.util.stream.Stream;

class GridTextTest {
    @Test
    void readsListsHoweverTheyAreTakenApart() {
        assertThat(GridText.values("3,4; 5", SpecField.BITS, QuantizationSpec::bits))
                .containsExactly(new BitWidth(3), new BitWidth(4), new BitWidth(5));
        assertThat(GridText.values("0 2% 5", SpecField.ALPHA, QuantizationSpec::alpha))
                .extracting(SalientShare::value)
                .containsExactly(0.0, 0.02, 0.05);
    }

    @Test
    void furtherParametersAreAxesInTheirOrder() {
        assertThat(GridText.further(" fit=range, best  salient-bits = same,5"))
                .containsExactly(
                        new TradeOffGrid.Axis(SpecField.FIT, List.of("range", "best")),
                        new TradeOffGrid.Axis(SpecField.SALIENT_BITS, List.of("same", "5")));
        assertThat(GridText.further("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fitt=range|fitt is not among them",
                "fit=round|fit must be one of",
                "fit=|fit has no value",
                "fit=best fit=range|fit is given twice",
                "best|was best",
                "bits=3|bits is not among them",
            })
    void refusesWhatIsNoFurtherParameter(String typed, String reason) {
        assertThatThrownBy(() -> GridText.further(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @EnumSource(GridPreset.class)
    void everyPresetIsAGrid(GridPreset preset) {
        assertThat(grid(preset).families()).hasSize(4);
    }

    /** α ∈ {3, 5, 8, 10, 15} % in groups of 128, clipped at 3 bit (method.md §3). */
    @Test
    void thePapersSweepIsThatOfThePapers() {
        TradeOffSweep.Family papers = grid(GridPreset.PAPERS).families().getFirst();
        assertThat(papers.name()).isEqualTo("AdpQ (papers)");
        List<QuantizationSpec> expected =
                Stream.of(3, 4)
                        .map(bits -> Preset.ADPQ.at(new BitWidth(bits)))
                        .flatMap(spec ->
                                Stream.of(0.03, 0.05, 0.08, 0.1, 0.15)
                                        .map(alpha -> spec.withAlpha(new SalientShare(alpha))))
                        .toList();
        assertThat(papers.specs()).containsExactlyElementsOf(expected);
        assertThat(papers.specs()).allMatch(spec -> spec.groupSize().toString().equals("128"));
        assertThat(papers.specs().getFirst().clip().value()).isBetween(0.9, 0.95);
    }

    private static TradeOffGrid grid(GridPreset preset) {
        return GridText.grid(preset.lists());
    }
}
