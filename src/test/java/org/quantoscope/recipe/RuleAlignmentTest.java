package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TensorSpec;

import java.util.List;
import java.util.OptionalInt;

/** A rule is followed wherever an edit or its undoing puts it. */
class RuleAlignmentTest {
    private static final Rule A = rule("a");
    private static final Rule B = rule("b");
    private static final Rule C = rule("c");

    @Test
    void followsARuleThatMoved() {
        assertThat(follow(List.of(A, B, C), List.of(B, C, A), 0)).hasValue(2);
        assertThat(follow(List.of(A, B, C), List.of(B, C, A), 1)).hasValue(0);
    }

    @Test
    void followsARuleBehindOneThatCameOrWent() {
        assertThat(follow(List.of(A, C), List.of(A, B, C), 1)).hasValue(2);
        assertThat(follow(List.of(A, B, C), List.of(A, C), 2)).hasValue(1);
    }

    @Test
    void losesARuleThatIsGone() {
        assertThat(follow(List.of(A, B), List.of(A), 1)).isEmpty();
        assertThat(follow(List.of(A), List.of(B), 3)).isEmpty();
    }

    @Test
    void staysWithARuleThatIsChangedWhereItStands() {
        Rule other = new Rule(LayerSelector.glob("x"), TensorSpec.KEEP);
        assertThat(follow(List.of(A, B), List.of(A, other), 1)).hasValue(1);
    }

    @Test
    void doesNotTakeATwinForTheRuleThatIsChanged() {
        Rule changed = A.withSpec(TensorSpec.KEEP);
        assertThat(follow(List.of(A, A), List.of(changed, A), 0)).hasValue(0);
    }

    private static OptionalInt follow(List<Rule> before, List<Rule> after, int index) {
        return recipe(before).ruleIn(recipe(after), index);
    }

    private static Recipe recipe(List<Rule> rules) {
        return Recipe.of("", Preset.RTN.at(new BitWidth(4))).withRules(rules);
    }

    private static Rule rule(String name) {
        return new Rule(LayerSelector.glob(name), Preset.RTN.at(new BitWidth(5)));
    }
}
