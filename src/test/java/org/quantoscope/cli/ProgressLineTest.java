package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter out = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void tellsShareRateTimeLeftAndItem() {
        try (ProgressLine line = line(true)) {
            clock.set(2 * SECOND);
            line.update(50_000_000, 200_000_000, "layer 3");
            assertThat(out.toString())
                    .startsWith("\r")
                    .contains(" 25 %  25.0 Mw/s  6.0 s left  layer 3");
        }
        assertThat(out.toString()).as("wiped at the end").endsWith(" \r");
    }

    @Test
    void staysSilentInAPipe() {
        try (ProgressLine line = line(false)) {
            clock.set(2 * SECOND);
            line.update(1, 2, "x");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void isNotRedrawnForEveryUpdate() {
        try (ProgressLine line = line(true)) {
            clock.set(SECOND);
            line.update(1, 4, "first");
            line.update(2, 4, "second");
            assertThat(out.toString()).contains("first").doesNotContain("second");
        }
    }

    @Test
    void keepsAHostileNameFromTheTerminal() {
        try (ProgressLine line = line(true)) {
            clock.set(SECOND);
            line.update(1, 4, "a\u001b[2Jb");
            assertThat(out.toString()).doesNotContain("\u001b");
        }
    }

    private ProgressLine line(boolean shown) {
        return new ProgressLine(new PrintWriter(out, true), shown, "w", clock::get);
    }
}
