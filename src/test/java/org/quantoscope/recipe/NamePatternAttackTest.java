package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Expressions on which a backtracking matcher would run for ever, or out of its stack. */
class NamePatternAttackTest {
    private static final String LONG_NAME = "model.layers.0." + "a".repeat(2000) + "!";

    private static TensorInfo tensor(String name) {
        return new TensorInfo(
                name,
                DType.F32,
                Shape.of(1, 1),
                TensorRole.OTHER,
                OptionalInt.of(0),
                false,
                "model.safetensors",
                0,
                4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*)*\\1\\?", "(a*)*\\1x", "(a|a)*\\1x"})
    void refusesAnExpressionThatRunsAway(String expression) {
        NamePattern pattern = new NamePattern(Pattern.compile(expression));
        assertThatThrownBy(() -> pattern.isIn(LONG_NAME))
                .isInstanceOf(RunawayPatternException.class)
                .hasMessageContaining(expression)
                .hasMessageContaining("make it simpler");
    }

    @Test
    void refusesAnExpressionThatOverflowsTheStack() {
        NamePattern pattern = new NamePattern(Pattern.compile("(a|b)*x"));
        assertThatThrownBy(() -> pattern.matches("a".repeat(2_000_000)))
                .isInstanceOf(RunawayPatternException.class)
                .hasMessageContaining("make it simpler");
    }

    @Test
    void aRuleThatRunsAwayIsRefusedToo() {
        LayerSelector selector =
                new LayerSelector(
                        Optional.empty(),
                        Optional.of("model(.*)*\\1\\?"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        assertThatThrownBy(() -> selector.matches(tensor(LONG_NAME)))
                .isInstanceOf(RunawayPatternException.class)
                .hasMessageContaining("backtracks too much");
    }

    @Test
    void aGlobOfManyStarsIsDecidedAtOnce() {
        LayerSelector selector = LayerSelector.glob("*a".repeat(30) + "b");
        assertThat(selector.matches(tensor(LONG_NAME))).isFalse();
        assertThat(selector.matches(tensor("a".repeat(30) + "b"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.*", "*", "*weight", "model.layers.?.*.weight", "**o*", "m*t*"})
    void globsThatMatch(String glob) {
        assertThat(LayerSelector.glob(glob).matches(tensor("model.layers.3.o.weight"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "model", "*.weigh", "model?layers.3.o.weight?", "mod.l*", "*x*"})
    void globsThatDoNotMatch(String glob) {
        assertThat(LayerSelector.glob(glob).matches(tensor("model.layers.3.o.weight"))).isFalse();
    }

    @Test
    void ordinaryExpressionsAreNotSlowedDown() {
        NamePattern pattern = new NamePattern(Pattern.compile("layers\\.(0|1)\\..*[!x]$"));
        assertThat(pattern.isIn(LONG_NAME)).isTrue();
        assertThat(pattern.matches(LONG_NAME)).isFalse();
    }
}
