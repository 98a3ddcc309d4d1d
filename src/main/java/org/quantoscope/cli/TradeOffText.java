package org.quantoscope.cli;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.report.Figures;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A sweep as people read it: one row per point, over all its tensors. */
final class TradeOffText {
    private TradeOffText() {}

    static void print(TradeOff tradeOff, PrintWriter out) {
        Table table =
                new Table(
                        "line",
                        ">bits",
                        ">group",
                        ">alpha %",
                        ">bits stored",
                        ">paper's",
                        ">NMSE",
                        ">SQNR dB",
                        ">vs control dB",
                        ">weight KL nats",
                        ">perplexity",
                        ">±",
                        ">logit KL");
        for (TradeOff.Line line : tradeOff.lines()) {
            for (TradeOff.Point point : line.points()) {
                table.row(
                        line.control() ? line.name() + " (control)" : line.name(),
                        point.spec().bits(),
                        point.spec().groupSize(),
                        Figures.percent(point.spec().alpha().value()),
                        Figures.fixed(point.model().bitsStored(), 2),
                        Figures.fixed(point.model().bitsPaper(), 2),
                        Figures.significant(point.model().nmse()),
                        Figures.fixed(point.model().sqnrDb(), 2),
                        line.control() ? "" : gain(tradeOff.gainDb(point)),
                        Figures.significant(point.model().weightKl()),
                        predicted(point, TradeOff.Prediction::perplexity),
                        predicted(point, TradeOff.Prediction::perplexityError),
                        predicted(point, TradeOff.Prediction::logitKl));
            }
        }
        table.print(out);
        out.println();
        long weights = tradeOff.tensors().stream().mapToLong(tensor -> tensor.elementCount()).sum();
        out.printf(
                "over %s tensors, %s weights; weight KL with %d bins is no ranking%n",
                Figures.count(tradeOff.tensors().size()), Figures.count(weights), tradeOff.bins());
        verdict(tradeOff, out);
        out.flush();
    }

    private static String predicted(
            TradeOff.Point point, ToDoubleFunction<TradeOff.Prediction> measure) {
        return point.model()
                .prediction()
                .map(it -> Figures.significant(measure.applyAsDouble(it)))
                .orElse("—");
    }

    private static String gain(OptionalDouble decibels) {
        return decibels.isPresent()
                ? String.format(Locale.ROOT, "%+.2f", decibels.getAsDouble())
                : "—";
    }

    /** Compares at equal stored bits, the only fair way, also where the control wins. */
    private static void verdict(TradeOff tradeOff, PrintWriter out) {
        List<OptionalDouble> gains =
                tradeOff.lines().stream()
                        .filter(line -> !line.control())
                        .flatMap(line -> line.points().stream())
                        .map(tradeOff::gainDb)
                        .filter(OptionalDouble::isPresent)
                        .toList();
        long beaten = gains.stream().filter(gain -> gain.getAsDouble() < 0).count();
        out.printf(
                "at equal stored bits (read off the control's line, log-linear between its points)"
                        + " the control has the smaller error in %d of %d points%n",
                beaten, gains.size());
    }
}
