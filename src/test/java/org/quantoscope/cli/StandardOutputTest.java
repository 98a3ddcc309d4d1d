package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

class StandardOutputTest {
    @Test
    void readerThatWentAwayIsNoFailure() {
        assertThat(failing("Broken pipe").failure()).isEmpty();
    }

    @Test
    void fullDiskIsAFailureWithItsReason() {
        assertThat(failing("No space left on device").failure())
                .hasValueSatisfying(e -> assertThat(e).hasMessage("No space left on device"));
    }

    @Test
    void writesNothingMoreAfterAFailure() {
        int[] attempts = new int[1];
        StandardOutput output =
                new StandardOutput(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                attempts[0]++;
                                throw new IOException("Broken pipe");
                            }
                        });
        try (PrintWriter writer = new PrintWriter(output, true)) {
            writer.println("one");
            writer.println("two");
        }
        assertThat(attempts[0]).isEqualTo(1);
    }

    private static StandardOutput failing(String reason) {
        StandardOutput output =
                new StandardOutput(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException(reason);
                            }
                        });
        try (PrintWriter writer = new PrintWriter(output, true)) {
            writer.println("text");
        }
        return output;
    }
}
