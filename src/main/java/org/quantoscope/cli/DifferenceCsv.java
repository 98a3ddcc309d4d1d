package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointDifference;
import org.quantoscope.analysis.PairOutcome;
import org.quantoscope.analysis.TensorDifference;
import org.quantoscope.analysis.TensorPair;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;

/**
 * A comparison of two checkpoints as comma-separated values: one line per tensor of either, the
 * same figures as in JSON.
 */
final class DifferenceCsv {
    private static final List<String> COLUMNS =
            List.of(
                    "name",
                    "nameA",
                    "nameB",
                    "dtypeA",
                    "dtypeB",
                    "shapeA",
                    "shapeB",
                    "outcome",
                    "identical",
                    "weights",
                    "mse",
                    "nmse",
                    "sqnrDb",
                    "maxAbsError",
                    "cosine",
                    "bins",
                    "weightKl",
                    "weightJs");

    private DifferenceCsv() {}

    static String of(CheckpointDifference difference) {
        Csv csv = new Csv(COLUMNS.toArray(String[]::new));
        difference.outcomes().forEach(outcome -> csv.row(line(outcome)));
        difference.onlyInA().forEach(tensor -> csv.row(alone(tensor, true)));
        difference.onlyInB().forEach(tensor -> csv.row(alone(tensor, false)));
        return csv.toString();
    }

    private static Object[] line(PairOutcome outcome) {
        TensorPair pair = outcome.pair();
        List<Object> cells = new ArrayList<>();
        cells.add(pair.name());
        cells.add(pair.a().name());
        cells.add(pair.b().name());
        cells.add(pair.a().encoding());
        cells.add(pair.b().encoding());
        cells.add(shape(pair.a()));
        cells.add(shape(pair.b()));
        switch (outcome) {
            case PairOutcome.Measured(var same, TensorDifference measured) -> {
                cells.add("measured");
                cells.add(measured.identical());
                cells.add(measured.a().elementCount());
                cells.add(measured.error().mse());
                cells.add(measured.error().nmse());
                cells.add(measured.error().sqnrDb());
                cells.add(measured.error().maxAbsError());
                cells.add(measured.error().cosine());
                cells.add(measured.divergence().bins());
                cells.add(measured.divergence().weightKl());
                cells.add(measured.divergence().weightJs());
            }
            case PairOutcome.BytesOnly bytes -> {
                cells.add("no numbers that are read");
                cells.add(bytes.identical());
            }
            case PairOutcome.ShapesDiffer differ -> {
                cells.add("shapes differ");
                cells.add(false);
            }
            case PairOutcome.Refused refused -> cells.add(refused.message());
        }
        return padded(cells);
    }

    private static Object[] alone(TensorInfo tensor, boolean inA) {
        String name = tensor.name();
        String type = tensor.encoding();
        String shape = shape(tensor);
        return padded(
                inA
                        ? List.of(name, name, "", type, "", shape, "", "only in A")
                        : List.of(name, "", name, "", type, "", shape, "only in B"));
    }

    /** As in the CSV of {@code analyze}. */
    private static String shape(TensorInfo tensor) {
        return tensor.shape().toString().replace('×', 'x');
    }

    private static Object[] padded(List<Object> cells) {
        List<Object> all = new ArrayList<>(cells);
        while (all.size() < COLUMNS.size()) {
            all.add("");
        }
        return all.toArray();
    }
}
