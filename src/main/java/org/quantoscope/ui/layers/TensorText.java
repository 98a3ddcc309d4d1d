package org.quantoscope.ui.layers;

import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of the table as text for a spreadsheet: one line per tensor, fields apart by tabs, units in
 * the head, every digit of a number.
 */
final class TensorText {
    private static final List<String> HEAD =
            List.of(
                    "name",
                    "layer",
                    "role",
                    "shape",
                    "type",
                    "weights",
                    "outcome",
                    "stored bits/w",
                    "weight KL (nats)",
                    "SQNR (dB)",
                    "salient (%)");

    private static final List<String> HELD =
            List.of("B: stored bits/w", "B: weight KL (nats)", "B: SQNR (dB)");

    private TensorText() {}

    /**
     * @param rows of tensors, not of blocks; with the figures of the recipe held beside where they
     *     are known
     */
    static String of(List<LayerRow> rows) {
        boolean compared = rows.stream().anyMatch(row -> isKnown(row.held().get()));
        String head = String.join("\t", HEAD) + (compared ? "\t" + String.join("\t", HELD) : "");
        return rows.stream()
                .flatMap(row ->
                        row
                                .tensor()
                                .map(it ->
                                        line(it, row.figures().get())
                                                + (compared ? "\t" + held(row.held().get()) : ""))
                                .stream())
                .collect(Collectors.joining("\n", head + "\n", "\n"));
    }

    private static boolean isKnown(RowFigures figures) {
        return !figures.outcomes().isEmpty();
    }

    private static String held(RowFigures figures) {
        return String.join(
                "\t", number(figures.bits()), number(figures.weightKl()), number(figures.sqnrDb()));
    }

    private static String line(TensorInfo tensor, RowFigures figures) {
        return String.join(
                "\t",
                // A name may hold anything, and a tab in it would shift the fields.
                tensor.name().replaceAll("\\p{Cntrl}", " "),
                tensor.layer().isPresent() ? Integer.toString(tensor.layer().getAsInt()) : "",
                tensor.role().key(),
                tensor.shape().toString(),
                tensor.encoding(),
                Long.toString(tensor.elementCount()),
                figures.outcomes().isEmpty() ? "" : outcome(figures.outcomes().getFirst()),
                number(figures.bits()),
                number(figures.weightKl()),
                number(figures.sqnrDb()),
                number(100 * figures.salientShare()));
    }

    private static String outcome(TensorOutcome outcome) {
        return switch (outcome) {
            case TensorOutcome.Quantized quantized -> "quantized";
            case TensorOutcome.Kept kept -> kept.isRounded() ? "stored" : "kept";
            case TensorOutcome.Refused refused -> "refused";
        };
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
