package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.Map;

class SensitivitiesTest {
    private static final List<TensorInfo> TENSORS =
            List.of(
                    Matrices.matrix("layers.0.q_proj", TensorRole.Q, 0),
                    Matrices.matrix("layers.0.k_proj", TensorRole.K, 0),
                    Matrices.matrix("layers.1.q_proj", TensorRole.Q, 1));

    @Test
    void theLastPatternThatMatchesCounts() {
        assertThat(
                        Sensitivities.read(
                                "{\"*q_proj\": 2, \"layers.0.*\": 0.5, \"layers.1.q_proj\": 3}",
                                TENSORS))
                .containsOnly(
                        Map.entry("layers.0.q_proj", 0.5),
                        Map.entry("layers.0.k_proj", 0.5),
                        Map.entry("layers.1.q_proj", 3.0));
    }

    @Test
    void tensorsThatNoPatternMatchesHaveNoFactor() {
        assertThat(Sensitivities.read("{\"layers.1.*\": 2}", TENSORS))
                .containsOnlyKeys("layers.1.q_proj");
        assertThat(Sensitivities.read("{}", TENSORS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|must be an object",
                "{\"*\": -1}|* must be a number from 0",
                "{\"*\": \"2\"}|* must be a number from 0",
                "{\"*\": 1e31}|* must be a number from 0",
                "{\"v_proj\": 1}|v_proj matches no tensor",
                "{\"*\": 1, \"*\": 2}|not valid JSON",
                "{} {}|not valid JSON",
                "{|not valid JSON",
            })
    void refusesWhatIsNoFactorOnATensor(String json, String reason) {
        assertThatThrownBy(() -> Sensitivities.read(json, TENSORS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }
}
