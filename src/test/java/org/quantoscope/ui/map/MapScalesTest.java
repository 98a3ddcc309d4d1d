package org.quantoscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.quantoscope.ui.chart.HeatScale;
import org.quantoscope.ui.chart.HeatScale.Spacing;

class MapScalesTest {
    private final MapScales scales = new MapScales();

    @Test
    void holdsStillOnceItIsFixedWhateverValuesCome() {
        scales.of(new double[] {1, 2}, Spacing.LINEAR, false, true);
        HeatScale first = scales.of(new double[] {1, 4}, Spacing.LINEAR, false, true);
        assertThat(first.high()).isEqualTo(4);
        scales.fix();
        assertThat(scales.of(new double[] {0, 99}, Spacing.LINEAR, false, true)).isSameAs(first);
    }

    @Test
    void followsValuesAgainWhenItIsReleased() {
        scales.of(new double[] {1, 2}, Spacing.LINEAR, false, true);
        scales.fix();
        scales.release();
        assertThat(scales.of(new double[] {-3, 2}, Spacing.LINEAR, true, true).signed()).isTrue();
    }

    @Test
    void theFirstFewValuesAreNotStretchedOverAllColours() {
        MapScales scales = new MapScales();
        double[] first = {6.40, 6.43};
        HeatScale early = scales.of(first, HeatScale.Spacing.LINEAR, false, false);
        assertThat(early.high() - early.low()).isGreaterThan(1.2);
        assertThat(early.position(6.43) - early.position(6.40)).isLessThan(0.05);
        HeatScale late = scales.of(first, HeatScale.Spacing.LINEAR, false, true);
        assertThat(late.low()).isEqualTo(6.40);
        assertThat(late.high()).isEqualTo(6.43);
        HeatScale orders = scales.of(first, HeatScale.Spacing.LOGARITHMIC, false, false);
        assertThat(orders.high() / orders.low()).isCloseTo(2, within(1e-9));
    }
}
