package org.quantoscope.cli;

import static org.quantoscope.cli.JsonTarget.number;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.Divergence;
import org.quantoscope.analysis.Histogram;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.QuantizationError;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.RecipeCodec;

import tools.jackson.core.JsonGenerator;

import java.util.Map;

/**
 * An analysis as JSON: the recipe, every tensor, totals.
 *
 * <p>Numbers read back exactly, float32 ones widened to double. What is infinite, such as the SQNR
 * of no error, is {@code null}.
 */
final class ReportJson {
    private ReportJson() {}

    static void write(
            JsonGenerator json,
            Checkpoint source,
            CheckpointReport report,
            Map<String, ForwardFigures> forward,
            boolean histograms) {
        json.writeStartObject();
        json.writeName("recipe");
        json.writeRawValue(RecipeCodec.write(report.recipe()).strip());
        CheckpointJson.writeReference(json, source);
        json.writeArrayPropertyStart("tensors");
        for (TensorOutcome outcome : report.outcomes()) {
            json.writeStartObject();
            CheckpointJson.writeFacts(json, outcome.tensor());
            json.writeStringProperty("reference", SourceReference.of(outcome.tensor()));
            switch (outcome) {
                case TensorOutcome.Quantized(var decision, LayerReport layer) -> {
                    json.writeStringProperty("reason", decision.reason());
                    writeSizes(json, outcome);
                    writeLayer(json, layer);
                    ForwardFigures figures = forward.get(outcome.tensor().name());
                    if (figures != null) {
                        number(json, "forwardError", figures.forwardError());
                        number(json, "identityDistance", figures.inputs().identityDistance());
                        number(json, "offDiagonalShare", figures.inputs().offDiagonalShare());
                    }
                    if (histograms) {
                        writeHistogram(json, layer);
                    }
                }
                case TensorOutcome.Kept kept -> {
                    json.writeBooleanProperty("kept", true);
                    if (kept.decision().spec() instanceof TensorSpec.Store(var type)) {
                        json.writeStringProperty("storedAs", type.dtype().name());
                    }
                    json.writeStringProperty("reason", kept.decision().reason());
                    writeSizes(json, outcome);
                }
                case TensorOutcome.Refused refused -> {
                    json.writeStringProperty("refused", refused.message());
                    json.writeStringProperty("reason", refused.decision().reason());
                    writeSizes(json, outcome);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        writeTotals(json, report);
        json.writeEndObject();
    }

    private static void writeSizes(JsonGenerator json, TensorOutcome outcome) {
        json.writeNumberProperty("weights", outcome.tensor().elementCount());
        json.writeNumberProperty("bytesBefore", outcome.tensor().byteCount());
        json.writeNumberProperty("bytesAfter", outcome.bytesAfter());
    }

    private static void writeLayer(JsonGenerator json, LayerReport layer) {
        json.writeName("spec");
        writeSpec(json, layer.spec());
        number(json, "alphaAsked", layer.salience().asked().value());
        number(json, "alphaAchieved", layer.salience().achieved());
        json.writeNumberProperty("salientCount", layer.salience().salientCount());
        number(json, "threshold", layer.salience().threshold());
        number(json, "lambda", layer.salience().lambda());
        QuantizationError error = layer.error();
        number(json, "mse", error.mse());
        number(json, "nmse", error.nmse());
        number(json, "sqnrDb", error.sqnrDb());
        number(json, "maxAbsError", error.maxAbsError());
        number(json, "cosine", error.cosine());
        number(json, "salientMse", error.salientMse());
        number(json, "otherMse", error.otherMse());
        Divergence divergence = layer.divergence();
        number(json, "weightKl", divergence.weightKl());
        number(json, "weightJs", divergence.weightJs());
        number(json, "entropyBefore", divergence.entropyBefore());
        number(json, "entropyAfter", divergence.entropyAfter());
        json.writeNumberProperty("bins", divergence.bins());
        number(json, "bitsPaper", layer.bitsPaper());
        number(json, "bitsStored", layer.bitsStored());
        json.writeNumberProperty("storedBytes", layer.size().bytes());
        json.writeStringProperty("placesEncoding", layer.size().places().key());
        json.writeNumberProperty("underflows", layer.underflows());
        writeStats(json, layer.stats());
    }

    private static void writeStats(JsonGenerator json, WeightStats stats) {
        number(json, "mean", stats.mean());
        number(json, "std", stats.std());
        number(json, "skewness", stats.skewness());
        number(json, "kurtosis", stats.kurtosis());
        number(json, "absMax", stats.absMax());
        number(json, "min", stats.min());
        number(json, "max", stats.max());
        number(json, "sumSquares", stats.sumSquares());
        json.writeNumberProperty("zeros", stats.zeros());
    }

    /** A specification with the words of the command line. */
    static void writeSpec(JsonGenerator json, QuantizationSpec spec) {
        json.writeStartObject();
        for (SpecField field : SpecField.ALL) {
            String text = field.textOf(spec);
            if (field.isContinuous() || text.chars().allMatch(Character::isDigit)) {
                json.writeName(field.key());
                json.writeRawValue(text);
            } else {
                json.writeStringProperty(field.key(), text);
            }
        }
        json.writeEndObject();
    }

    private static void writeHistogram(JsonGenerator json, LayerReport layer) {
        json.writeObjectPropertyStart("histogram");
        json.writeNumberProperty("bins", layer.before().edges().bins());
        number(json, "min", layer.before().edges().low());
        number(json, "max", layer.before().edges().high());
        counts(json, "before", layer.before());
        counts(json, "after", layer.after());
        counts(json, "salient", layer.salientBefore());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Histogram histogram) {
        json.writeName(name);
        json.writeArray(histogram.counts(), 0, histogram.counts().length);
    }

    private static void writeTotals(JsonGenerator json, CheckpointReport report) {
        CheckpointReport.Totals totals = report.totals();
        json.writeObjectPropertyStart("totals");
        json.writeNumberProperty("tensors", totals.tensors());
        json.writeNumberProperty("quantizedTensors", totals.quantizedTensors());
        json.writeNumberProperty("keptTensors", count(report, TensorOutcome.Kept.class));
        json.writeNumberProperty("refusedTensors", count(report, TensorOutcome.Refused.class));
        json.writeNumberProperty("weights", totals.weights());
        json.writeNumberProperty("quantizedWeights", totals.quantizedWeights());
        json.writeNumberProperty("bytesBefore", totals.bytesBefore());
        json.writeNumberProperty("bytesAfter", totals.bytesAfter());
        number(json, "bitsStoredModel", totals.bitsStoredModel());
        boolean any = totals.quantizedWeights() > 0;
        number(json, "bitsStored", any ? totals.bitsStored() : Double.NaN);
        number(json, "bitsPaper", any ? totals.bitsPaper() : Double.NaN);
        number(json, "mse", any ? totals.mse() : Double.NaN);
        number(json, "nmse", any ? totals.nmse() : Double.NaN);
        number(json, "sqnrDb", any ? -10 * Math.log10(totals.nmse()) : Double.NaN);
        json.writeEndObject();
    }

    static long count(CheckpointReport report, Class<? extends TensorOutcome> kind) {
        return report.outcomes().stream().filter(kind::isInstance).count();
    }
}
