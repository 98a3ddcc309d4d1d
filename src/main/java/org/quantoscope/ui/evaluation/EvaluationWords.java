package org.quantoscope.ui.evaluation;

import org.quantoscope.inference.LogitDivergence;
import org.quantoscope.inference.Scores;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.EvaluationSettings;
import org.quantoscope.ui.text.Texts;

/** What an evaluation says, in sentences. */
final class EvaluationWords {
    private EvaluationWords() {}

    /** What a line of the table means: every figure with its convention. */
    static String reading(EvaluationRow row) {
        String about =
                Texts.text(
                        "evaluation.about",
                        EvaluationColumn.recipe(row),
                        row.question().setting().text().name());
        return switch (row.outcome()) {
            case EvaluationRow.Waiting waiting -> Texts.text("evaluation.reading.waiting", about);
            case EvaluationRow.Failed(String message) -> message;
            case EvaluationRow.Done done ->
                    Texts.text(
                                    "evaluation.reading",
                                    about,
                                    perplexity(done.scores()),
                                    row.isOriginal()
                                            ? ""
                                            : Texts.text(
                                                    "evaluation.reading.original",
                                                    perplexity(done.original())))
                            + done.divergence().map(EvaluationWords::divergence).orElse("")
                            + scoring(done, row.question().setting().settings());
        };
    }

    private static String perplexity(Scores scores) {
        return Figures.significant(scores.perplexity(), 5)
                + " ± "
                + Figures.significant(scores.perplexityError(), 2);
    }

    private static String divergence(LogitDivergence divergence) {
        return Texts.text(
                "evaluation.reading.kl",
                Figures.significant(divergence.mean(), 3),
                Figures.significant(divergence.quantile(0.5), 3),
                Figures.significant(divergence.quantile(0.99), 3),
                Figures.significant(divergence.max(), 3),
                Figures.percent(divergence.topAgreement(), 2),
                Figures.percent(divergence.rmsDeltaP(), 2));
    }

    private static String scoring(EvaluationRow.Done done, EvaluationSettings settings) {
        return Texts.text(
                "evaluation.reading.scoring",
                Figures.count(done.scores().scored()),
                done.windows().size(),
                Integer.toString(settings.window()),
                settings.convention().key());
    }

    /** The same with what its convention means, for whoever points at a figure. */
    static String tip(EvaluationRow row) {
        return reading(row)
                + Texts.text(
                        "evaluation.tip",
                        row.question().setting().settings().convention().key(),
                        row.question().setting().settings().convention().title());
    }
}
