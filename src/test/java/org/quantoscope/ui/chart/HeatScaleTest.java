package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.awt.Color;

class HeatScaleTest {
    @Test
    void lightnessRisesEvenlySoThatEqualStepsLookEqual() {
        HeatScale scale = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);
        double last = PerceptualColor.lightness(scale.color(0, Palette.LIGHT));
        for (int i = 1; i <= 20; i++) {
            double now = PerceptualColor.lightness(scale.color(i / 20.0, Palette.LIGHT));
            assertThat(now - last).isCloseTo(0.65 / 20, within(0.008));
            last = now;
        }
    }

    @Test
    void runsFromVioletOverGreenToYellow() {
        HeatScale scale = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);
        Color low = scale.color(0, Palette.LIGHT);
        Color middle = scale.color(0.6, Palette.LIGHT);
        Color high = scale.color(1, Palette.LIGHT);
        assertThat(low.getBlue()).isGreaterThan(low.getGreen());
        assertThat(middle.getGreen()).isGreaterThan(Math.max(middle.getRed(), middle.getBlue()));
        assertThat(Math.min(high.getRed(), high.getGreen())).isGreaterThan(high.getBlue() + 80);
    }

    @Test
    void aSignedScaleIsNeutralInTheMiddleInBothThemes() {
        HeatScale scale = HeatScale.fitSigned(new double[] {-2, 1});
        assertThat(scale.low()).isEqualTo(-2);
        assertThat(scale.high()).isEqualTo(2);
        for (Palette palette : new Palette[] {Palette.LIGHT, Palette.DARK}) {
            Color less = scale.color(-2, palette);
            Color zero = scale.color(0, palette);
            Color more = scale.color(2, palette);
            assertThat(less.getBlue()).isGreaterThan(less.getRed());
            assertThat(more.getRed()).isGreaterThan(more.getBlue());
            assertThat(Math.abs(zero.getRed() - zero.getBlue())).isLessThan(6);
        }
        assertThat(PerceptualColor.lightness(scale.color(0, Palette.LIGHT)))
                .isGreaterThan(PerceptualColor.lightness(scale.color(0, Palette.DARK)) + 0.3);
    }

    @ParameterizedTest
    @EnumSource(HeatScale.Spacing.class)
    void theValueAtAPositionIsFoundAtThatPosition(HeatScale.Spacing spacing) {
        HeatScale scale = new HeatScale(0.01, 40, spacing, false);
        for (double position : new double[] {0, 0.1, 0.5, 0.83, 1}) {
            assertThat(scale.position(scale.valueAt(position))).isCloseTo(position, within(1e-9));
        }
    }

    @Test
    void aLogarithmicScaleGivesEveryDecadeEqualRoom() {
        HeatScale scale = new HeatScale(0.001, 1, HeatScale.Spacing.LOGARITHMIC, false);
        assertThat(scale.position(0.01)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(scale.position(0.1)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(scale.position(0)).isZero();
    }

    @Test
    void valuesOutsideTakeTheNearerEnd() {
        HeatScale scale = new HeatScale(2, 3, HeatScale.Spacing.LINEAR, false);
        assertThat(scale.color(-9, Palette.LIGHT)).isEqualTo(scale.color(2, Palette.LIGHT));
        assertThat(scale.color(99, Palette.LIGHT)).isEqualTo(scale.color(3, Palette.LIGHT));
        assertThat(scale.isBelow(1.9)).isTrue();
        assertThat(scale.isAbove(3.1)).isTrue();
        assertThat(scale.isBelow(2) || scale.isAbove(3)).isFalse();
    }

    @Test
    void fitsWhatCanBeShownAndLeavesOutWhatCannot() {
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, 0, 0.5, 8};
        HeatScale linear = HeatScale.fit(values, HeatScale.Spacing.LINEAR);
        assertThat(linear.low()).isZero();
        assertThat(linear.high()).isEqualTo(8);
        assertThat(HeatScale.fit(values, HeatScale.Spacing.LOGARITHMIC).low()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @EnumSource(HeatScale.Spacing.class)
    void fitsNoValueAndOneValueToo(HeatScale.Spacing spacing) {
        assertThat(HeatScale.fit(new double[0], spacing).spacing()).isEqualTo(spacing);
        HeatScale one = HeatScale.fit(new double[] {4, 4}, spacing);
        assertThat(one.low()).isLessThan(4);
        assertThat(one.high()).isGreaterThan(4);
    }

    @Test
    void refusesARangeWithoutLength() {
        assertThatThrownBy(() -> new HeatScale(1, 1, HeatScale.Spacing.LINEAR, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void coloursThatNoScreenShowsLoseChromaAndKeepTheirLightness() {
        Color impossible = PerceptualColor.of(0.9, 0.4, 264);
        assertThat(PerceptualColor.lightness(impossible)).isCloseTo(0.9, within(0.01));
    }
}
