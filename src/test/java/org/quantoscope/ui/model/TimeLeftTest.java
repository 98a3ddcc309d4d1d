package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private final TimeLeft left = new TimeLeft();

    @Test
    void isNotToldWhileItJumps() {
        assertThat(left.after(at(0, 0))).isEmpty();
        assertThat(left.after(at(1, 1))).isEmpty();
        assertThat(left.after(at(2, 50))).isEmpty();
        assertThat(left.after(at(3, 60))).isEmpty();
        assertThat(left.after(at(4, 300))).as("sixteen minutes, then seconds").isEmpty();
    }

    @Test
    void isToldOnceWhatIsExpectedHoldsStill() {
        for (int second = 1; second < 4; second++) {
            assertThat(left.after(at(second, 10 * second))).isEmpty();
        }
        assertThat(left.after(at(4, 40))).hasValue(96);
        assertThat(left.after(at(5, 50))).hasValue(95);
        assertThat(left.after(at(1, 10))).as("another job").isEmpty();
    }

    private static SweepProgress at(double seconds, long done) {
        return new SweepProgress(done, 1000, "", seconds);
    }
}
