package org.quantoscope.ui.evaluation;

import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.TokenLoss;
import org.quantoscope.ui.text.Texts;

/** What the coloured text says of a token, or of all of them. */
final class PassageWords {
    private PassageWords() {}

    /** A token with what both models said of it. */
    static String of(TokenLoss token) {
        String text = token.text().replace("\n", "⏎").replace("\t", "⇥");
        if (!token.scored()) {
            return Texts.text("passage.unscored", text);
        }
        return Texts.text(
                "passage.token",
                text.isEmpty() ? "…" : text,
                Figures.fixed(token.original(), 2),
                Figures.percent(Math.exp(-token.original()), 1),
                Figures.fixed(token.recipe(), 2),
                Figures.percent(Math.exp(-token.recipe()), 1),
                Texts.text(token.loss() < 0 ? "passage.gains" : "passage.loses"),
                Figures.fixed(Math.abs(token.loss()), 2));
    }

    /** A window with the means of both models. */
    static String ofWindow(EvaluationRow row, EvaluationRow.Done done, int window) {
        double original = done.original().windowNll()[window];
        double recipe = done.scores().windowNll()[window];
        return Texts.text(
                "passage.reading",
                EvaluationColumn.recipe(row),
                window + 1,
                Figures.fixed(original, 3),
                Figures.fixed(recipe, 3),
                Texts.text(recipe < original ? "passage.gains" : "passage.loses"),
                Figures.fixed(Math.abs(recipe - original), 3));
    }
}
