package org.quantoscope.ui.model;

import org.quantoscope.inference.Convention;
import org.quantoscope.inference.LogitDivergence;
import org.quantoscope.inference.Scores;
import org.quantoscope.recipe.Recipe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of the table of evaluations: what was asked and what came of it.
 *
 * @param number tells lines apart; a line keeps it while its outcome comes
 */
public record EvaluationRow(long number, Question question, Outcome outcome) {
    /** What was asked of a text, whatever is scored on it. */
    public record Setting(TextItem text, EvaluationSettings settings) {}

    /**
     * @param recipe empty for the model as it is
     */
    public record Question(Optional<Recipe> recipe, Setting setting) {}

    /** How far it is. */
    public sealed interface Outcome {}

    /** In line, or being run. */
    public record Waiting() implements Outcome {}

    /**
     * No figures.
     *
     * @param message one line that says why
     */
    public record Failed(String message) implements Outcome {}

    /**
     * @param divergence from the original; empty for that itself
     * @param original scores of the model as it is
     * @param windows what was scored
     * @param bitsStored per quantized weight; empty for the original
     */
    public record Done(
            Scores scores,
            Optional<LogitDivergence> divergence,
            Scores original,
            List<Convention.Window> windows,
            OptionalDouble bitsStored)
            implements Outcome {}

    /** The figures, where there are any. */
    public Optional<Done> done() {
        return outcome instanceof Done done ? Optional.of(done) : Optional.empty();
    }

    public boolean isOriginal() {
        return question.recipe().isEmpty();
    }

    EvaluationRow with(Outcome next) {
        return new EvaluationRow(number, question, next);
    }
}
