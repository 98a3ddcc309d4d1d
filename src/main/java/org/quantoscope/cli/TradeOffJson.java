package org.quantoscope.cli;

import static org.quantoscope.cli.JsonTarget.number;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;

import tools.jackson.core.JsonGenerator;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A sweep as JSON: lines of points, each over all tensors and per tensor. */
final class TradeOffJson {
    private TradeOffJson() {}

    static void write(JsonGenerator json, TradeOff tradeOff) {
        json.writeStartObject();
        json.writeNumberProperty("bins", tradeOff.bins());
        json.writeArrayPropertyStart("tensors");
        tradeOff.tensors().forEach(tensor -> json.writeString(tensor.name()));
        json.writeEndArray();
        json.writeArrayPropertyStart("refused");
        for (TradeOff.Refused refused : tradeOff.refused()) {
            json.writeStartObject();
            json.writeStringProperty("name", refused.tensor().name());
            json.writeStringProperty("refused", refused.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        Set<TradeOff.Point> front = front(tradeOff);
        json.writeArrayPropertyStart("lines");
        for (TradeOff.Line line : tradeOff.lines()) {
            json.writeStartObject();
            json.writeStringProperty("name", line.name());
            json.writeBooleanProperty("control", line.control());
            json.writeArrayPropertyStart("points");
            for (TradeOff.Point point : line.points()) {
                writePoint(json, point, tradeOff, front.contains(point));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The points that no other beats, of the same specification in two lines only one. */
    private static Set<TradeOff.Point> front(TradeOff tradeOff) {
        Set<TradeOff.Point> front = Collections.newSetFromMap(new IdentityHashMap<>());
        front.addAll(
                TradeOffAxis.front(
                        tradeOff.lines().stream().flatMap(it -> it.points().stream()).toList(),
                        TradeOffAxis.STORED_BITS,
                        TradeOffAxis.NMSE));
        return front;
    }

    private static void writePoint(
            JsonGenerator json, TradeOff.Point point, TradeOff tradeOff, boolean onFront) {
        json.writeStartObject();
        json.writeName("spec");
        ReportJson.writeSpec(json, point.spec());
        writeCost(json, point.model());
        number(json, "gainOverControlDb", tradeOff.gainDb(point).orElse(Double.NaN));
        json.writeBooleanProperty("onFront", onFront);
        json.writeArrayPropertyStart("tensors");
        for (int i = 0; i < point.tensors().size(); i++) {
            json.writeStartObject();
            json.writeStringProperty("name", tradeOff.tensors().get(i).name());
            writeCost(json, point.tensors().get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCost(JsonGenerator json, TradeOff.Cost cost) {
        json.writeNumberProperty("weights", cost.weights());
        number(json, "alphaAchieved", cost.alphaAchieved());
        json.writeNumberProperty("storedBytes", cost.storedBytes());
        number(json, "bitsStored", cost.bitsStored());
        number(json, "bitsPaper", cost.bitsPaper());
        number(json, "mse", cost.mse());
        number(json, "nmse", cost.nmse());
        number(json, "sqnrDb", cost.sqnrDb());
        number(json, "weightKl", cost.weightKl());
        cost.prediction()
                .ifPresent(prediction -> {
                    number(json, "perplexity", prediction.perplexity());
                    number(json, "perplexityStderr", prediction.perplexityError());
                    number(json, "logitKl", prediction.logitKl());
                });
    }
}
