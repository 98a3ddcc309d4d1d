package org.quantoscope.ui.evaluation;

import org.quantoscope.inference.LogitDivergence;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.RecipeWords;
import org.quantoscope.ui.text.Texts;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One column of the table of evaluations.
 *
 * @param key of its texts
 * @param width in pixels; 0 for one that only other programs see
 * @param number whether it is aligned to the right
 * @param shown what its cells show
 * @param exact the same with every digit
 * @param order how lines are sorted by it
 */
record EvaluationColumn(
        String key,
        double width,
        boolean number,
        Function<EvaluationRow, String> shown,
        Function<EvaluationRow, String> exact,
        Comparator<EvaluationRow> order) {

    static final List<EvaluationColumn> ALL =
            List.of(
                    text("recipe", 176, EvaluationColumn::recipe),
                    text("text", 52, row -> row.question().setting().text().name()),
                    text(
                            "convention",
                            0,
                            row -> row.question().setting().settings().convention().key()),
                    figure("window", 0, 0, row -> row.question().setting().settings().window()),
                    figure("scored", 0, 0, of(done -> done.scores().scored())),
                    figure("bits", 48, 3, of(done -> done.bitsStored().orElse(Double.NaN))),
                    figure("nll", 0, 4, of(done -> done.scores().nll())),
                    significant("perplexity", 68, 5, of(done -> done.scores().perplexity())),
                    significant("error", 38, 2, of(done -> done.scores().perplexityError())),
                    divergence("kl", 58, LogitDivergence::mean),
                    divergence("median", 0, it -> it.quantile(0.5)),
                    divergence("p90", 0, it -> it.quantile(0.9)),
                    divergence("p99", 48, it -> it.quantile(0.99)),
                    divergence("p999", 0, it -> it.quantile(0.999)),
                    divergence("max", 0, LogitDivergence::max),
                    figure("top", 44, 2, of(done -> percent(done, LogitDivergence::topAgreement))),
                    figure("delta", 0, 3, of(done -> percent(done, LogitDivergence::rmsDeltaP))));

    /** What a line is about, in words. */
    static String recipe(EvaluationRow row) {
        return row.question()
                .recipe()
                .map(RecipeWords::brief)
                .orElseGet(() -> Texts.text("evaluation.original"));
    }

    private static ToDoubleFunction<EvaluationRow> of(ToDoubleFunction<EvaluationRow.Done> value) {
        return row -> row.done().map(value::applyAsDouble).orElse(Double.NaN);
    }

    private static double percent(
            EvaluationRow.Done done, ToDoubleFunction<LogitDivergence> share) {
        return done.divergence().map(it -> 100 * share.applyAsDouble(it)).orElse(Double.NaN);
    }

    private static EvaluationColumn text(
            String key, double width, Function<EvaluationRow, String> value) {
        return new EvaluationColumn(key, width, false, value, value, Comparator.comparing(value));
    }

    private static EvaluationColumn divergence(
            String key, double width, ToDoubleFunction<LogitDivergence> value) {
        return significant(
                key,
                width,
                3,
                of(done -> done.divergence().map(value::applyAsDouble).orElse(Double.NaN)));
    }

    private static EvaluationColumn significant(
            String key, double width, int digits, ToDoubleFunction<EvaluationRow> value) {
        return number(key, width, it -> Figures.significant(it, digits), value);
    }

    private static EvaluationColumn figure(
            String key, double width, int digits, ToDoubleFunction<EvaluationRow> value) {
        return number(key, width, it -> Figures.fixed(it, digits), value);
    }

    private static EvaluationColumn number(
            String key,
            double width,
            Function<Double, String> shown,
            ToDoubleFunction<EvaluationRow> value) {
        return new EvaluationColumn(
                key,
                width,
                true,
                row -> shown.apply(value.applyAsDouble(row)),
                row -> exact(value.applyAsDouble(row)),
                Comparator.comparingDouble(value));
    }

    private static String exact(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
