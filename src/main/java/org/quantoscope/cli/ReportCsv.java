package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An analysis as comma-separated values: one line per tensor, the same figures as in JSON. */
final class ReportCsv {
    private static final List<String> FACTS =
            List.of(
                    "name",
                    "dtype",
                    "shape",
                    "role",
                    "layer",
                    "weights",
                    "bytesBefore",
                    "bytesAfter",
                    "outcome",
                    "reason",
                    "reference");

    private static final List<String> MEASURES =
            List.of(
                    "alphaAchieved",
                    "salientCount",
                    "threshold",
                    "lambda",
                    "mse",
                    "nmse",
                    "sqnrDb",
                    "maxAbsError",
                    "cosine",
                    "salientMse",
                    "otherMse",
                    "weightKl",
                    "weightJs",
                    "entropyBefore",
                    "entropyAfter",
                    "bins",
                    "bitsPaper",
                    "bitsStored",
                    "placesEncoding",
                    "underflows",
                    "mean",
                    "std",
                    "skewness",
                    "kurtosis",
                    "absMax",
                    "min",
                    "max",
                    "zeros");

    private static final List<String> FORWARD =
            List.of("forwardError", "identityDistance", "offDiagonalShare");

    private ReportCsv() {}

    /**
     * @param forward by tensor; empty, and without columns, where the model was not run
     */
    static String of(CheckpointReport report, Map<String, ForwardFigures> forward) {
        List<String> headers = new ArrayList<>(FACTS);
        SpecField.ALL.forEach(field -> headers.add(field.key()));
        headers.addAll(MEASURES);
        if (!forward.isEmpty()) {
            headers.addAll(FORWARD);
        }
        Csv csv = new Csv(headers.toArray(String[]::new));
        for (TensorOutcome outcome : report.outcomes()) {
            List<Object> cells = new ArrayList<>(facts(outcome));
            if (outcome instanceof TensorOutcome.Quantized(var decision, LayerReport layer)) {
                SpecField.ALL.forEach(field -> cells.add(field.textOf(layer.spec())));
                cells.addAll(measures(layer));
                ForwardFigures figures = forward.get(outcome.tensor().name());
                if (figures != null) {
                    cells.add(figures.forwardError());
                    cells.add(figures.inputs().identityDistance());
                    cells.add(figures.inputs().offDiagonalShare());
                }
            }
            while (cells.size() < headers.size()) {
                cells.add("");
            }
            csv.row(cells.toArray());
        }
        return csv.toString();
    }

    private static List<Object> facts(TensorOutcome outcome) {
        TensorInfo tensor = outcome.tensor();
        return List.of(
                tensor.name(),
                tensor.encoding(),
                tensor.shape().toString().replace('×', 'x'),
                tensor.role().key(),
                tensor.layer().isPresent() ? tensor.layer().getAsInt() : "",
                tensor.elementCount(),
                tensor.byteCount(),
                outcome.bytesAfter(),
                switch (outcome) {
                    case TensorOutcome.Quantized q -> "quantized";
                    case TensorOutcome.Kept k -> k.isRounded() ? "stored" : "kept";
                    case TensorOutcome.Refused r -> "refused";
                },
                outcome instanceof TensorOutcome.Refused refused
                        ? refused.message()
                        : outcome.decision().reason(),
                SourceReference.of(tensor));
    }

    private static List<Object> measures(LayerReport layer) {
        return Arrays.asList(
                layer.salience().achieved(),
                layer.salience().salientCount(),
                layer.salience().threshold(),
                layer.salience().lambda(),
                layer.error().mse(),
                layer.error().nmse(),
                layer.error().sqnrDb(),
                layer.error().maxAbsError(),
                layer.error().cosine(),
                layer.error().salientMse(),
                layer.error().otherMse(),
                layer.divergence().weightKl(),
                layer.divergence().weightJs(),
                layer.divergence().entropyBefore(),
                layer.divergence().entropyAfter(),
                layer.divergence().bins(),
                layer.bitsPaper(),
                layer.bitsStored(),
                layer.size().places().key(),
                layer.underflows(),
                layer.stats().mean(),
                layer.stats().std(),
                layer.stats().skewness(),
                layer.stats().kurtosis(),
                layer.stats().absMax(),
                layer.stats().min(),
                layer.stats().max(),
                layer.stats().zeros());
    }
}
