package org.quantoscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "99960, 100 kB",
        "1044984, 1.04 MB",
        "13200000000, 13.2 GB"
    })
    void bytesHaveThreeDigitsAndADecimalUnit(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00404123, 0.00404",
        "0.123456, 0.123",
        "12.345, 12.3",
        "12345.6, 12346",
        "1.5e-7, 1.50e-07",
        "Infinity, —",
        "NaN, —"
    })
    void significantFiguresAreThree(double value, String text) {
        assertThat(Figures.significant(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.42, 0.4 s", "127, 2:07 min", "3727, 1:02:07 h"})
    void durationsAreShort(double seconds, String text) {
        assertThat(Figures.duration(seconds)).isEqualTo(text);
    }

    @Test
    void countsHaveThousands() {
        assertThat(Figures.count(260_032)).isEqualTo("260,032");
    }
}
