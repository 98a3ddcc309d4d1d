package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {
    @Test
    void isTheEighthTimeInHundredthsOfASecond() {
        assertThat(StolenTime.of("cpu  10225735 870939 906289 4545688 39603 0 9649 29053 0 0"))
                .isEqualTo(290_530);
    }

    @Test
    void isNothingWhereTheSystemDoesNotCountIt() {
        assertThat(StolenTime.of("cpu  10225735 870939 906289 4545688")).isZero();
    }
}
