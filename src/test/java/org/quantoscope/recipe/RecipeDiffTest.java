package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.RecipeDiff.Kind;
import org.quantoscope.recipe.RecipeDiff.RuleChange;
import org.quantoscope.recipe.RecipeDiff.TensorGroup;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class RecipeDiffTest {
    private static final QuantizationSpec FOUR =
            Preset.RTN.at(new BitWidth(4)).withGroupSize(new GroupSize(128));
    private static final QuantizationSpec THREE =
            Preset.RTN.at(new BitWidth(3)).withGroupSize(GroupSize.ROW);
    private static final Recipe PLAIN = Recipe.of("plain", FOUR);
    private static final List<TensorInfo> MODEL = Matrices.model(6);

    private static LayerSelector roles(int first, int last, TensorRole... roles) {
        return new LayerSelector(
                Optional.empty(),
                Optional.empty(),
                List.of(roles),
                Optional.of(first),
                Optional.of(last));
    }

    private static RecipeDiff diff(Recipe before, Recipe after) {
        return RecipeDiff.between(before, after, MODEL);
    }

    private static List<String> groups(Recipe before, Recipe after) {
        return diff(before, after).groups().stream().map(TensorGroup::toString).toList();
    }

    @Test
    void aRecipeDoesNotDifferFromItself() {
        RecipeDiff same = diff(PLAIN, PLAIN.withName("other name"));
        assertThat(same.isEmpty()).isTrue();
        assertThat(same.tensors()).isEmpty();
        assertThat(same.groups()).isEmpty();
    }

    @Test
    void tensorsOfARoleStandUnderItsLayers() {
        Recipe after = PLAIN.withRules(List.of(new Rule(roles(0, 4, TensorRole.Q), THREE)));
        assertThat(groups(PLAIN, after)).containsExactly("q of layers 0–4: 4 bit g128 → 3 bit row");
        assertThat(diff(PLAIN, after).tensors()).hasSize(5);
    }

    @Test
    void rolesThatChangeInTheSameLayersShareALineAndGapsAreShown() {
        Recipe after =
                PLAIN.withRules(
                        List.of(
                                new Rule(roles(0, 5, TensorRole.Q, TensorRole.V), THREE),
                                new Rule(roles(2, 3, TensorRole.Q, TensorRole.V), FOUR)));
        assertThat(groups(PLAIN, after))
                .containsExactly("q, v of layers 0–1, 4–5: 4 bit g128 → 3 bit row");
    }

    @Test
    void someOfSeveralExpertsStandUnderTheirNames() {
        Recipe after = PLAIN.withRules(List.of(new Rule(LayerSelector.glob("l.1.e0.*"), THREE)));
        assertThat(groups(PLAIN, after)).containsExactly("l.1.e0.gate: 4 bit g128 → 3 bit row");
    }

    @Test
    void tellsWhatIsQuantizedThatWasKept() {
        Recipe after = PLAIN.withRules(List.of(new Rule(LayerSelector.named("embed"), FOUR)));
        assertThat(groups(PLAIN, after)).containsExactly("embed: kept → 4 bit g128");
    }

    @Test
    void everyChangedTensorStandsInExactlyOneGroup() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Recipe before = PLAIN.withRules(someRules(random));
            Recipe after = PLAIN.withRules(someRules(random));
            RecipeDiff diff = diff(before, after);
            List<TensorInfo> changed = new ArrayList<>();
            for (TensorInfo tensor : MODEL) {
                if (!before.specFor(tensor).equals(after.specFor(tensor))) {
                    changed.add(tensor);
                }
            }
            assertThat(diff.tensors().stream().map(RecipeDiff.TensorChange::tensor))
                    .containsExactlyElementsOf(changed);
            assertThat(diff.groups().stream().flatMap(it -> it.tensors().stream()))
                    .containsExactlyInAnyOrderElementsOf(changed);
        }
    }

    private static List<Rule> someRules(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int first = random.nextInt(6);
            TensorRole role = TensorRole.values()[random.nextInt(TensorRole.values().length)];
            TensorSpec spec = random.nextBoolean() ? THREE : TensorSpec.KEEP;
            rules.add(new Rule(roles(first, 5, role), spec, random.nextInt(3) > 0));
        }
        return rules;
    }

    @Test
    void aRuleThatWasDraggedToTheTopIsTheOnlyOneThatMoved() {
        List<Rule> rules = rules("a", "b", "c", "d");
        List<Rule> dragged = rules("d", "a", "b", "c");
        assertThat(ruleChanges(rules, dragged))
                .containsExactly(new RuleChange(Kind.MOVED, Optional.of(3), Optional.of(0)));
    }

    @Test
    void anEditedRuleChangedWhetherItsConditionsOrItsSpecificationDid() {
        List<Rule> rules = rules("a", "b", "c");
        List<Rule> otherSpec = rules("a", "b", "c");
        otherSpec.set(1, otherSpec.get(1).withSpec(THREE));
        List<Rule> otherMatch = rules("a", "b2", "c");
        List<Rule> switched = rules("a", "b", "c");
        switched.set(1, switched.get(1).withEnabled(false));
        RuleChange changed = new RuleChange(Kind.CHANGED, Optional.of(1), Optional.of(1));
        assertThat(ruleChanges(rules, otherSpec)).containsExactly(changed);
        assertThat(ruleChanges(rules, otherMatch)).containsExactly(changed);
        assertThat(ruleChanges(rules, switched)).containsExactly(changed);
    }

    @Test
    void tellsAddedFromRemovedRules() {
        assertThat(ruleChanges(rules("a", "b"), rules("b", "c", "d")))
                .containsExactly(
                        new RuleChange(Kind.ADDED, Optional.empty(), Optional.of(1)),
                        new RuleChange(Kind.ADDED, Optional.empty(), Optional.of(2)),
                        new RuleChange(Kind.REMOVED, Optional.of(0), Optional.empty()));
    }

    @Test
    void rulesThatDecideAlikeChangeNoTensor() {
        Recipe before = PLAIN.withRules(List.of(new Rule(LayerSelector.glob("*.q"), THREE)));
        Recipe after = PLAIN.withRules(List.of(new Rule(roles(0, 99, TensorRole.Q), THREE)));
        assertThat(diff(before, after).isEmpty()).isFalse();
        assertThat(diff(before, after).tensors()).isEmpty();
    }

    private static List<RuleChange> ruleChanges(List<Rule> before, List<Rule> after) {
        return RecipeDiff.between(PLAIN.withRules(before), PLAIN.withRules(after), List.of())
                .rules();
    }

    private static List<Rule> rules(String... globs) {
        List<Rule> rules = new ArrayList<>();
        for (String glob : globs) {
            rules.add(new Rule(LayerSelector.glob(glob), TensorSpec.KEEP));
        }
        return rules;
    }
}
