package org.quantoscope.ui.tradeoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.analysis.BudgetLimit;

class LimitTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"4.25 bits", "4.25", "4,25 bit", " 4.25bits "})
    void readsBitsPerWeight(String text) {
        assertThat(LimitText.parse(text)).isEqualTo(new BudgetLimit.Bits(4.25));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9 GB", "3.9e9 B", "3900 MB", "3900000 kb"})
    void readsBytes(String text) {
        assertThat(LimitText.parse(text)).isEqualTo(new BudgetLimit.Bytes(3_900_000_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "4 pounds", "-3", "1.2.3", "0", "0 GB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> LimitText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be");
    }

    @Test
    void saysWhatCanBeTyped() {
        assertThatThrownBy(() -> LimitText.parse("x")).hasMessageContaining("4.25 bits or 3.9 GB");
    }
}
