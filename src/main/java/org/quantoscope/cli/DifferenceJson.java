package org.quantoscope.cli;

import static org.quantoscope.cli.JsonTarget.number;

import org.quantoscope.analysis.CheckpointDifference;
import org.quantoscope.analysis.PairOutcome;
import org.quantoscope.analysis.TensorDifference;
import org.quantoscope.analysis.TensorPair;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** A comparison of two checkpoints as JSON; what is not finite is {@code null}. */
final class DifferenceJson {
    private DifferenceJson() {}

    static void write(
            JsonGenerator json, Checkpoint a, Checkpoint b, CheckpointDifference difference) {
        json.writeStartObject();
        json.writeName("a");
        checkpoint(json, a);
        json.writeName("b");
        checkpoint(json, b);
        json.writeStringProperty("reference", "a");
        json.writeNumberProperty("bins", difference.bins());
        json.writeArrayPropertyStart("tensors");
        difference.outcomes().forEach(outcome -> outcome(json, outcome));
        json.writeEndArray();
        only(json, "onlyInA", difference.onlyInA());
        only(json, "onlyInB", difference.onlyInB());
        totals(json, difference);
        json.writeEndObject();
    }

    private static void checkpoint(JsonGenerator json, Checkpoint checkpoint) {
        json.writeStartObject();
        json.writeStringProperty("path", checkpoint.source().toString());
        json.writeStringProperty("format", checkpoint.format());
        json.writeNumberProperty("tensors", checkpoint.tensors().size());
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, PairOutcome outcome) {
        TensorPair pair = outcome.pair();
        json.writeStartObject();
        json.writeStringProperty("name", pair.name());
        json.writeName("a");
        tensor(json, pair.a());
        json.writeName("b");
        tensor(json, pair.b());
        switch (outcome) {
            case PairOutcome.Measured(var same, TensorDifference measured) ->
                    measures(json, measured);
            case PairOutcome.BytesOnly bytes -> {
                json.writeBooleanProperty("measured", false);
                json.writeStringProperty("reason", "no numbers that are read");
                json.writeBooleanProperty("identical", bytes.identical());
            }
            case PairOutcome.ShapesDiffer differ -> {
                json.writeBooleanProperty("measured", false);
                json.writeStringProperty("reason", "shapes differ");
                json.writeBooleanProperty("identical", false);
            }
            case PairOutcome.Refused refused -> {
                json.writeBooleanProperty("measured", false);
                json.writeStringProperty("reason", refused.message());
                json.writeNullProperty("identical");
            }
        }
        json.writeEndObject();
    }

    private static void measures(JsonGenerator json, TensorDifference measured) {
        json.writeBooleanProperty("measured", true);
        json.writeBooleanProperty("identical", measured.identical());
        json.writeNumberProperty("weights", measured.a().elementCount());
        number(json, "mse", measured.error().mse());
        number(json, "nmse", measured.error().nmse());
        number(json, "sqnrDb", measured.error().sqnrDb());
        number(json, "maxAbsError", measured.error().maxAbsError());
        number(json, "cosine", measured.error().cosine());
        json.writeNumberProperty("bins", measured.divergence().bins());
        number(json, "weightKl", measured.divergence().weightKl());
        number(json, "weightJs", measured.divergence().weightJs());
        number(json, "entropyA", measured.divergence().entropyBefore());
        number(json, "entropyB", measured.divergence().entropyAfter());
        number(json, "sumSquaresA", measured.statsA().sumSquares());
        number(json, "sumSquaresB", measured.sumSquaresB());
    }

    private static void tensor(JsonGenerator json, TensorInfo tensor) {
        json.writeStartObject();
        CheckpointJson.writeFacts(json, tensor);
        json.writeNumberProperty("bytes", tensor.byteCount());
        json.writeEndObject();
    }

    private static void only(JsonGenerator json, String name, List<TensorInfo> tensors) {
        json.writeArrayPropertyStart(name);
        tensors.forEach(tensor -> tensor(json, tensor));
        json.writeEndArray();
    }

    private static void totals(JsonGenerator json, CheckpointDifference difference) {
        CheckpointDifference.Totals totals = difference.totals();
        boolean any = totals.weights() > 0;
        json.writeObjectPropertyStart("totals");
        json.writeNumberProperty("pairs", difference.outcomes().size());
        json.writeNumberProperty("measured", totals.tensors());
        json.writeNumberProperty("identical", totals.identicalTensors());
        json.writeNumberProperty(
                "shapesDiffer", difference.of(PairOutcome.ShapesDiffer.class).count());
        json.writeNumberProperty("bytesOnly", difference.of(PairOutcome.BytesOnly.class).count());
        json.writeNumberProperty("refused", difference.refused().size());
        json.writeNumberProperty("onlyInA", difference.onlyInA().size());
        json.writeNumberProperty("onlyInB", difference.onlyInB().size());
        json.writeNumberProperty("weights", totals.weights());
        number(json, "mse", any ? totals.mse() : Double.NaN);
        number(json, "nmse", any ? totals.nmse() : Double.NaN);
        number(json, "sqnrDb", any ? totals.sqnrDb() : Double.NaN);
        number(json, "maxAbsError", any ? totals.maxAbsError() : Double.NaN);
        number(json, "cosine", any ? totals.cosine() : Double.NaN);
        json.writeEndObject();
    }
}
