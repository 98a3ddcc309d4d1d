package org.quantoscope.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.ui.chart.HeatScale;
import org.quantoscope.ui.chart.HeatScale.Spacing;

class MapScalesTest {
    private final MapScales scales = new MapScales();

    @Test
    void holdsStillOnceItIsFixedWhateverValuesCome() {
        scales.of(new double[] {1, 2}, Spacing.LINEAR, false);
        HeatScale first = scales.of(new double[] {1, 4}, Spacing.LINEAR, false);
        assertThat(first.high()).isEqualTo(4);
        scales.fix();
        assertThat(scales.of(new double[] {0, 99}, Spacing.LINEAR, false)).isSameAs(first);
    }

    @Test
    void followsValuesAgainWhenItIsReleased() {
        scales.of(new double[] {1, 2}, Spacing.LINEAR, false);
        scales.fix();
        scales.release();
        assertThat(scales.of(new double[] {-3, 2}, Spacing.LINEAR, true).signed()).isTrue();
    }
}
