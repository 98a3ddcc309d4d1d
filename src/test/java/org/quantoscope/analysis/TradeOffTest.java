package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;

import java.util.List;
import java.util.stream.Stream;

class TradeOffTest {
    @Test
    void readsTheControlLogLinearlyBetweenItsPoints() {
        TradeOff tradeOff = withControl(point(4, 0.01), point(5, 0.0001));
        assertThat(tradeOff.controlNmseAt(4.5).orElseThrow()).isCloseTo(0.001, within(1e-12));
        assertThat(tradeOff.controlNmseAt(4).orElseThrow()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void saysNothingBeyondTheControl() {
        TradeOff tradeOff = withControl(point(4, 0.01), point(5, 0.0001));
        assertThat(tradeOff.controlNmseAt(3.9)).isEmpty();
        assertThat(tradeOff.controlNmseAt(5.1)).isEmpty();
    }

    @Test
    void saysNothingBesideAControlWithoutError() {
        TradeOff tradeOff = withControl(point(4, 0.01), point(5, 0));
        assertThat(tradeOff.controlNmseAt(4.5)).isEmpty();
        assertThat(tradeOff.gainDb(point(4.5, 0.01))).isEmpty();
    }

    @Test
    void gainIsNegativeWhereTheControlIsBetter() {
        TradeOff tradeOff = withControl(point(4, 0.01), point(5, 0.0001));
        assertThat(tradeOff.gainDb(point(4.5, 0.01)).orElseThrow()).isCloseTo(-10, within(1e-9));
        assertThat(tradeOff.gainDb(point(4.5, 0.0001)).orElseThrow()).isCloseTo(10, within(1e-9));
    }

    private static TradeOff withControl(TradeOff.Point... points) {
        return new TradeOff(
                512,
                List.of(),
                List.of(),
                List.of(new TradeOff.Line("RTN", true, Stream.of(points).toList())));
    }

    private static TradeOff.Point point(double bits, double nmse) {
        TradeOff.Cost cost = new TradeOff.Cost(1, 0, 1, bits, bits, nmse, nmse, 0, 0, 1);
        return new TradeOff.Point(Preset.RTN.at(new BitWidth(4)), cost, List.of(), false);
    }
}
