package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ParetoTest {
    private record Choice(double cost, double loss) {}

    @Test
    void keepsWhatNothingBeats() {
        List<Choice> front =
                Pareto.front(
                        List.of(
                                new Choice(4, 1),
                                new Choice(2, 3),
                                new Choice(3, 3.5),
                                new Choice(3, 2),
                                new Choice(5, 1)),
                        Choice::cost,
                        Choice::loss);
        assertThat(front).containsExactly(new Choice(2, 3), new Choice(3, 2), new Choice(4, 1));
    }

    @Test
    void ofOneCostKeepsTheLeastLoss() {
        List<Choice> front =
                Pareto.front(
                        List.of(new Choice(2, 3), new Choice(2, 2), new Choice(2, 2)),
                        Choice::cost,
                        Choice::loss);
        assertThat(front).containsExactly(new Choice(2, 2));
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        assertThat(
                        Pareto.front(
                                List.of(new Choice(1, Double.NaN), new Choice(2, 1)),
                                Choice::cost,
                                Choice::loss))
                .containsExactly(new Choice(2, 1));
    }

    @Test
    void hullLeavesOutWhatNoPriceMakesBest() {
        assertThat(Pareto.hull(new long[] {0, 1, 2, 4}, new double[] {10, 9, 2, 1}))
                .containsExactly(0, 2, 3);
    }
}
