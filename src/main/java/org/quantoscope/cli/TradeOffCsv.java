package org.quantoscope.cli;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.quant.SpecField;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A sweep as comma-separated values: per point one line for the model, then one per tensor. */
final class TradeOffCsv {
    private static final List<String> COSTS =
            List.of(
                    "weights",
                    "alphaAchieved",
                    "storedBytes",
                    "bitsStored",
                    "bitsPaper",
                    "mse",
                    "nmse",
                    "sqnrDb",
                    "weightKl",
                    "bins",
                    "perplexity",
                    "perplexityStderr",
                    "logitKl");

    private TradeOffCsv() {}

    /** The column {@code tensor} is empty in the lines that are about all tensors. */
    static String of(TradeOff tradeOff) {
        List<String> headers = new ArrayList<>(List.of("line", "control"));
        SpecField.ALL.forEach(field -> headers.add(field.key()));
        headers.add("tensor");
        headers.addAll(COSTS);
        Csv csv = new Csv(headers.toArray(String[]::new));
        for (TradeOff.Line line : tradeOff.lines()) {
            for (TradeOff.Point point : line.points()) {
                csv.row(row(line, point, "", point.model(), tradeOff.bins()));
                for (int i = 0; i < point.tensors().size(); i++) {
                    String name = tradeOff.tensors().get(i).name();
                    csv.row(row(line, point, name, point.tensors().get(i), tradeOff.bins()));
                }
            }
        }
        return csv.toString();
    }

    private static Object[] row(
            TradeOff.Line line, TradeOff.Point point, String tensor, TradeOff.Cost cost, int bins) {
        List<Object> cells = new ArrayList<>(List.of(line.name(), line.control()));
        SpecField.ALL.forEach(field -> cells.add(field.textOf(point.spec())));
        cells.add(tensor);
        cells.addAll(
                List.of(
                        cost.weights(),
                        cost.alphaAchieved(),
                        cost.storedBytes(),
                        cost.bitsStored(),
                        cost.bitsPaper(),
                        cost.mse(),
                        cost.nmse(),
                        cost.sqnrDb(),
                        cost.weightKl(),
                        bins,
                        predicted(cost, TradeOff.Prediction::perplexity),
                        predicted(cost, TradeOff.Prediction::perplexityError),
                        predicted(cost, TradeOff.Prediction::logitKl)));
        return cells.toArray();
    }

    /** Empty where the model was not run. */
    private static Object predicted(
            TradeOff.Cost cost, Function<TradeOff.Prediction, Object> measure) {
        return cost.prediction().map(measure).orElse("");
    }
}
