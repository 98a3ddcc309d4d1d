package org.quantoscope.ui.recipe;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

import org.quantoscope.recipe.DecisionTrace;
import org.quantoscope.recipe.DecisionTrace.Outcome;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.RuleFacts;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the recipe decides for the shown tensor, and which rules decided, lost or were off. */
final class DecisionLine extends Label {
    /**
     * @param id for tests
     */
    DecisionLine(String id) {
        setId(id);
        getStyleClass().addAll("hint", "decision-line");
        setWrapText(true);
        setMinHeight(Region.USE_PREF_SIZE);
    }

    void show(Optional<TensorInfo> tensor, Optional<RuleFacts> facts) {
        setText(
                tensor.flatMap(it -> facts.flatMap(RuleFacts::trace).map(trace -> words(it, trace)))
                        .orElse(Texts.text("recipe.decision.none")));
    }

    private static String words(TensorInfo tensor, DecisionTrace trace) {
        List<String> parts = new ArrayList<>();
        parts.add(
                Texts.text(
                        "recipe.decision",
                        tensor.name(),
                        SpecText.brief(trace.decision().spec()),
                        trace.decision().reason()));
        for (Outcome outcome : List.of(Outcome.LOST, Outcome.OFF, Outcome.WITHOUT_EFFECT)) {
            String rules =
                    trace.matches().stream()
                            .filter(match -> match.outcome() == outcome)
                            .map(match -> String.valueOf(match.rule() + 1))
                            .collect(Collectors.joining(", "));
            if (!rules.isEmpty()) {
                parts.add(RuleCell.text(outcome) + ": " + rules);
            }
        }
        return String.join(" · ", parts);
    }
}
