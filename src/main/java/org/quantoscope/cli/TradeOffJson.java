package org.quantoscope.cli;

import static org.quantoscope.cli.JsonTarget.number;

import org.quantoscope.analysis.TradeOff;

import tools.jackson.core.JsonGenerator;

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
        json.writeArrayPropertyStart("lines");
        for (TradeOff.Line line : tradeOff.lines()) {
            json.writeStartObject();
            json.writeStringProperty("name", line.name());
            json.writeBooleanProperty("control", line.control());
            json.writeArrayPropertyStart("points");
            for (TradeOff.Point point : line.points()) {
                writePoint(json, point, tradeOff);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writePoint(JsonGenerator json, TradeOff.Point point, TradeOff tradeOff) {
        json.writeStartObject();
        json.writeName("spec");
        ReportJson.writeSpec(json, point.spec());
        writeCost(json, point.model());
        number(json, "gainOverControlDb", tradeOff.gainDb(point).orElse(Double.NaN));
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
    }
}
