package org.quantoscope.cli;

import static org.quantoscope.cli.JsonTarget.number;

import org.quantoscope.analysis.Alike;
import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.quant.QuantizationSpec;

import tools.jackson.core.JsonGenerator;

/**
 * A budget's choice as JSON, with every candidate it was made from, so that it can be checked by
 * other means: {@code objective} = Σ {@code errorWeight} · {@code sensitivity} · {@code error}.
 */
final class BudgetJson {
    private BudgetJson() {}

    static void write(JsonGenerator json, BudgetPlan plan) {
        json.writeStartObject();
        number(json, "budgetBits", plan.budgetBits());
        number(json, "reachedBits", plan.reachedBits());
        number(json, "error", plan.error());
        json.writeStringProperty("errorMeasure", plan.question().measure().key());
        number(json, "objective", plan.objective());
        number(json, "bound", plan.bound());
        json.writeBooleanProperty("optimal", plan.optimal());
        json.writeNumberProperty("weights", plan.weights());
        json.writeNumberProperty("budgetBytes", plan.budgetBytes());
        json.writeNumberProperty("storedBytes", plan.storedBytes());
        json.writeNumberProperty("keptBytes", plan.keptBytes());
        if (plan.question().limit() instanceof BudgetLimit.Bytes asked) {
            json.writeNumberProperty("budgetBytesModel", asked.bytes());
        }
        json.writeNumberProperty("storedBytesModel", plan.storedBytes() + plan.keptBytes());
        json.writeArrayPropertyStart("alike");
        plan.question().alike().stream().sorted().map(Alike::key).forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("tensors");
        for (BudgetPlan.Choice tensor : plan.tensors()) {
            json.writeStartObject();
            json.writeStringProperty("name", tensor.tensor().name());
            json.writeNumberProperty("weights", tensor.tensor().elementCount());
            writeCandidate(json, tensor.chosen());
            number(json, "errorWeight", tensor.errorWeight());
            number(json, "sensitivity", tensor.sensitivity());
            if (tensor.group().isEmpty()) {
                json.writeNullProperty("group");
            } else {
                json.writeStringProperty("group", tensor.group());
            }
            json.writeArrayPropertyStart("candidates");
            for (BudgetPlan.Candidate candidate : tensor.candidates()) {
                json.writeStartObject();
                writeCandidate(json, candidate);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCandidate(JsonGenerator json, BudgetPlan.Candidate candidate) {
        QuantizationSpec spec = candidate.spec();
        json.writeName("spec");
        ReportJson.writeSpec(json, spec);
        number(json, "bitsStored", candidate.cost().bitsStored());
        json.writeNumberProperty("storedBytes", candidate.cost().storedBytes());
        number(json, "error", candidate.error());
    }
}
