package org.quantoscope.ui.model;

import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Tokenizer;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a scored window, with what two models lost on each. */
final class TokenLosses {
    private TokenLosses() {}

    static List<TokenLoss> of(EvaluationRow.Done done, int window, Tokenizer tokenizer) {
        int at = 0;
        for (int i = 0; i < window; i++) {
            at += done.windows().get(i).scored();
        }
        Convention.Window shown = done.windows().get(window);
        List<String> texts = tokenizer.texts(shown.tokens());
        List<TokenLoss> losses = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean scored = i >= shown.firstScored();
            int place = at + i - shown.firstScored();
            losses.add(
                    new TokenLoss(
                            texts.get(i),
                            scored ? done.original().tokenNll()[place] : Double.NaN,
                            scored ? done.scores().tokenNll()[place] : Double.NaN));
        }
        return losses;
    }
}
