package org.quantoscope.ui.tradeoff;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.TradeOffResult;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** What is said of points of a trade-off. */
final class PointWords {
    private PointWords() {}

    /**
     * How many points there are, over what, and how many of them are exact.
     *
     * @param running whether the estimates among them are about to become exact
     */
    static String facts(TradeOffResult result, boolean running) {
        List<TradeOff.Point> points =
                result.tradeOff().lines().stream().flatMap(line -> line.points().stream()).toList();
        String facts =
                Texts.text(
                        result.wholeModel() ? "tradeoff.facts.model" : "tradeoff.facts.selection",
                        points.size(),
                        result.tradeOff().tensors().size(),
                        result.tradeOff().bins());
        if (!result.estimate()) {
            return result.scoredOn().map(words -> facts + " · " + words).orElse(facts);
        }
        return Texts.text(
                        running ? "tradeoff.estimate" : "tradeoff.estimate.stopped",
                        points.stream().filter(point -> !point.estimate()).count())
                + " "
                + facts;
    }

    /** What a point is and costs, in one line. */
    static String reading(Optional<TradeOffResult> result, TradeOff.Point point) {
        TradeOff.Cost cost = point.model();
        String line =
                result.stream()
                        .flatMap(it -> it.tradeOff().lines().stream())
                        .filter(each -> each.points().contains(point))
                        .map(TradeOff.Line::name)
                        .findFirst()
                        .orElse("");
        String run =
                cost.prediction()
                        .map(it ->
                                Texts.text(
                                        "tradeoff.reading.run",
                                        Figures.significant(it.perplexity(), 4),
                                        Figures.significant(it.perplexityError(), 2),
                                        Figures.significant(it.logitKl(), 3)))
                        .orElse("");
        return Texts.text(
                        "tradeoff.reading",
                        line,
                        words(point.spec()),
                        Figures.fixed(cost.bitsStored(), 3),
                        Figures.fixed(cost.bitsPaper(), 3),
                        Figures.significant(cost.nmse(), 3),
                        Figures.fixed(cost.sqnrDb(), 2),
                        Figures.significant(cost.weightKl(), 3))
                + run;
    }

    /** A specification as far as points differ in it. */
    static String words(QuantizationSpec spec) {
        return SpecText.brief(spec) + ", ρ " + spec.clip().value() + ", " + spec.scheme().key();
    }
}
