package org.quantoscope.cli;

import org.quantoscope.analysis.TradeOff;

import java.io.PrintWriter;
import java.util.List;

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
                        ">weight KL nats");
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
                        Figures.significant(point.model().weightKl()));
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

    /** Compares at equal stored bits, the only fair way, also where the control wins. */
    private static void verdict(TradeOff tradeOff, PrintWriter out) {
        List<TradeOff.Point> points =
                tradeOff.lines().stream()
                        .filter(line -> !line.control())
                        .flatMap(line -> line.points().stream())
                        .toList();
        long beaten = points.stream().filter(point -> isBeaten(point, tradeOff)).count();
        out.printf(
                "%d of these %d points lose to the control: less error at no more stored bits%n",
                beaten, points.size());
    }

    private static boolean isBeaten(TradeOff.Point point, TradeOff tradeOff) {
        return tradeOff.lines().stream()
                .filter(TradeOff.Line::control)
                .flatMap(line -> line.points().stream())
                .anyMatch(control ->
                        control.model().bitsStored() <= point.model().bitsStored()
                                && control.model().nmse() < point.model().nmse());
    }
}
