package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotesWhatWouldBreakALine() {
        Csv csv = new Csv("a", "b");
        csv.row("x,\"y\"", "line\nfeed");
        assertThat(csv).hasToString("a,b\n\"x,\"\"y\"\"\",\"line\nfeed\"\n");
    }

    @Test
    void numbersKeepEveryDigit() {
        Csv csv = new Csv("n");
        csv.row(0.1f);
        csv.row(1.0 / 3);
        csv.row(Double.POSITIVE_INFINITY);
        assertThat(csv).hasToString("n\n0.10000000149011612\n0.3333333333333333\n\n");
    }
}
