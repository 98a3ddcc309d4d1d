package org.quantoscope.ui.recipe;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.DecisionTrace;
import org.quantoscope.recipe.DecisionTrace.Outcome;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.recipe.RuleHits;
import org.quantoscope.ui.model.RuleFacts;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One line of the list: the default specification, or a rule.
 *
 * @param rule index of the rule; empty for the default
 * @param match which tensors; empty for the default
 * @param spec what they get
 * @param enabled whether it takes part
 * @param matching tensors it matches; empty for the default, or while it is counted
 * @param deciding tensors it decides; empty while it is counted
 * @param outcome what became of it for the shown tensor
 */
record RuleLine(
        OptionalInt rule,
        Optional<String> match,
        TensorSpec spec,
        boolean enabled,
        OptionalInt matching,
        OptionalInt deciding,
        Optional<Outcome> outcome) {

    /** The default and every rule, in order; facts about another recipe are not shown. */
    static List<RuleLine> of(Recipe recipe, Optional<RuleFacts> known) {
        Optional<RuleFacts> facts = known.filter(it -> it.recipe().equals(recipe));
        List<RuleLine> lines = new ArrayList<>();
        lines.add(
                new RuleLine(
                        OptionalInt.empty(),
                        Optional.empty(),
                        recipe.defaultSpec(),
                        true,
                        OptionalInt.empty(),
                        number(facts.map(it -> it.hits().byDefault())),
                        facts.flatMap(RuleFacts::trace).flatMap(RuleLine::ofDefault)));
        for (int i = 0; i < recipe.rules().size(); i++) {
            lines.add(ofRule(i, recipe.rules().get(i), facts));
        }
        return lines;
    }

    private static RuleLine ofRule(int index, Rule rule, Optional<RuleFacts> facts) {
        Optional<RuleHits.Hits> hits = facts.map(it -> it.hits().rules().get(index));
        return new RuleLine(
                OptionalInt.of(index),
                Optional.of(words(rule.match())),
                rule.spec(),
                rule.enabled(),
                number(hits.map(RuleHits.Hits::matching)),
                number(hits.map(RuleHits.Hits::deciding)),
                facts.flatMap(RuleFacts::trace)
                        .flatMap(trace ->
                                trace.matches().stream()
                                        .filter(it -> it.rule() == index)
                                        .findFirst()
                                        .map(DecisionTrace.Match::outcome)));
    }

    /** A rule that has just been added is for no name. */
    private static String words(LayerSelector match) {
        return match.equals(LayerSelector.glob(""))
                ? Texts.text("recipe.nothing")
                : match.toString();
    }

    /** The default decides where no rule does and the tensor is quantized; it never loses. */
    private static Optional<Outcome> ofDefault(DecisionTrace trace) {
        boolean decides =
                trace.decision().rule().isEmpty()
                        && trace.decision().spec() instanceof QuantizationSpec;
        return decides ? Optional.of(Outcome.DECIDES) : Optional.empty();
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
