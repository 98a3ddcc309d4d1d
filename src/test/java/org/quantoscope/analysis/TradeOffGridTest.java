package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.SpecField;

import java.util.List;
import java.util.stream.IntStream;

class TradeOffGridTest {
    private static final List<BitWidth> WIDTHS = List.of(new BitWidth(3), new BitWidth(4));
    private static final List<SalientShare> ALPHAS =
            List.of(new SalientShare(0), new SalientShare(0.05));

    @Test
    void whatIsNotGivenIsTheMethodsOwnAtEachWidth() {
        List<TradeOffSweep.Family> families =
                TradeOffGrid.of(List.of(Preset.ADPQ_COMPACT), WIDTHS, ALPHAS).families();
        assertThat(families.getFirst().specs())
                .contains(Preset.ADPQ_COMPACT.at(new BitWidth(3)))
                .contains(Preset.ADPQ_COMPACT.at(new BitWidth(4)))
                .hasSize(4);
    }

    @Test
    void bothControlsReachOneWidthBeyond() {
        List<TradeOffSweep.Family> families =
                TradeOffGrid.of(List.of(Preset.ADPQ), WIDTHS, ALPHAS).families();
        List<TradeOffSweep.Family> controls =
                families.stream().filter(TradeOffSweep.Family::control).toList();
        assertThat(controls)
                .extracting(TradeOffSweep.Family::name)
                .containsExactly("RTN", "RTN + best clip");
        for (TradeOffSweep.Family control : controls) {
            assertThat(control.specs()).hasSize(9);
            assertThat(control.specs().stream().mapToInt(spec -> spec.bits().bits()).max())
                    .hasValue(5);
        }
    }

    @Test
    void everyCombinationIsAPoint() {
        TradeOffGrid grid =
                new TradeOffGrid(
                        List.of(Preset.ADPQ),
                        WIDTHS,
                        ALPHAS,
                        List.of(
                                axis(SpecField.GROUP_SIZE, "64", "row"),
                                axis(SpecField.CLIP, "0.9", "1"),
                                axis(SpecField.FIT, "range", "best")));
        assertThat(grid.families().getFirst().specs())
                .hasSize(2 * 2 * 2 * 2 * 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatConcernsSalientWeightsMakesOnePointWithoutThem() {
        TradeOffGrid grid =
                new TradeOffGrid(
                        List.of(Preset.ADPQ),
                        List.of(new BitWidth(4)),
                        ALPHAS,
                        List.of(
                                axis(SpecField.SALIENT_GRID, "scheme", "lobes"),
                                axis(SpecField.SALIENT_BITS, "same", "5", "6")));
        assertThat(grid.families().getFirst().specs())
                .hasSize(1 + 6)
                .contains(Preset.ADPQ.at(new BitWidth(4)).withAlpha(new SalientShare(0)));
    }

    @Test
    void aLayoutAmongTheAxesTakesOnlyWhatItPermits() {
        List<QuantizationSpec> specs =
                new TradeOffGrid(
                                List.of(Preset.ADPQ_COMPACT),
                                List.of(new BitWidth(4), new BitWidth(5)),
                                List.of(new SalientShare(0), new SalientShare(0.05)),
                                List.of(
                                        new TradeOffGrid.Axis(
                                                SpecField.LAYOUT,
                                                List.of("package", "q4_0", "q8_0"))))
                        .families()
                        .getFirst()
                        .specs();
        assertThat(specs).filteredOn(it -> it.layout() == BlockLayout.PACKAGE).hasSize(4);
        assertThat(specs)
                .filteredOn(it -> it.layout() != BlockLayout.PACKAGE)
                .containsExactlyInAnyOrder(
                        Preset.RTN.at(new BitWidth(4), BlockLayout.Q4_0),
                        Preset.RTN.at(new BitWidth(8), BlockLayout.Q8_0));
    }

    @Test
    void refusesMorePointsThanAnybodyWaitsFor() {
        List<SalientShare> many =
                IntStream.range(0, 200).mapToObj(i -> new SalientShare(i / 1000.0)).toList();
        assertThatThrownBy(() ->
                        new TradeOffGrid(
                                List.of(Preset.ADPQ),
                                WIDTHS,
                                many,
                                List.of(
                                        axis(SpecField.GROUP_SIZE, "64", "row"),
                                        axis(SpecField.SCHEME, "affine", "symmetric"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1600 points");
    }

    private static TradeOffGrid.Axis axis(SpecField field, String... values) {
        return new TradeOffGrid.Axis(field, List.of(values));
    }

    @Test
    void refusesAGridOfNothing() {
        assertThatThrownBy(() -> TradeOffGrid.of(List.of(Preset.ADPQ), List.of(), ALPHAS))
                .hasMessageContaining("at least one");
    }
}
