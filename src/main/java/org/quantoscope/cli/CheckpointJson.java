package org.quantoscope.cli;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.core.JsonGenerator;

import java.util.OptionalLong;

/** What a checkpoint's headers and configuration say, as JSON. */
final class CheckpointJson {
    private CheckpointJson() {}

    /** One line for people: name, format, architecture. */
    static String title(Checkpoint checkpoint) {
        return MalformedCheckpointException.printable(
                checkpoint.name()
                        + "  "
                        + checkpoint.format()
                        + checkpoint.config().architecture().map(name -> "  " + name).orElse(""));
    }

    static void write(JsonGenerator json, Checkpoint checkpoint) {
        json.writeStartObject();
        json.writeStringProperty("path", checkpoint.source().toString());
        json.writeStringProperty("format", checkpoint.format());
        writeConfig(json, checkpoint.config());
        writeReference(json, checkpoint);
        json.writeArrayPropertyStart("notes");
        checkpoint.notes().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("tensors");
        long weights = 0;
        long bytes = 0;
        for (TensorInfo tensor : checkpoint.tensors()) {
            json.writeStartObject();
            writeFacts(json, tensor);
            json.writeStringProperty("reference", SourceReference.of(tensor));
            json.writeStringProperty("file", tensor.file());
            json.writeNumberProperty("offset", tensor.byteOffset());
            json.writeNumberProperty("weights", tensor.elementCount());
            json.writeNumberProperty("bytes", tensor.byteCount());
            json.writeEndObject();
            weights += tensor.elementCount();
            bytes += tensor.byteCount();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("totals");
        json.writeNumberProperty("tensors", checkpoint.tensors().size());
        json.writeNumberProperty("weights", weights);
        json.writeNumberProperty("bytes", bytes);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What figures are measured against; {@code null} where tensors hold their values as such. */
    static void writeReference(JsonGenerator json, Checkpoint checkpoint) {
        SourceReference.of(checkpoint)
                .ifPresentOrElse(
                        text -> json.writeStringProperty("reference", text),
                        () -> json.writeNullProperty("reference"));
    }

    /** Name, type, shape as stored, role, layer ({@code null} outside the blocks), orientation. */
    static void writeFacts(JsonGenerator json, TensorInfo tensor) {
        json.writeStringProperty("name", tensor.name());
        json.writeStringProperty("dtype", tensor.encoding());
        json.writeArrayPropertyStart("shape");
        tensor.shape().dimensions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeStringProperty("role", tensor.role().key());
        if (tensor.layer().isPresent()) {
            json.writeNumberProperty("layer", tensor.layer().getAsInt());
        } else {
            json.writeNullProperty("layer");
        }
        json.writeBooleanProperty("transposed", tensor.transposed());
    }

    private static void writeConfig(JsonGenerator json, ModelConfig config) {
        json.writeObjectPropertyStart("config");
        config.architecture().ifPresent(name -> json.writeStringProperty("architecture", name));
        config.modelType().ifPresent(name -> json.writeStringProperty("modelType", name));
        number(json, "hiddenSize", config.hiddenSize());
        number(json, "layers", config.layers());
        number(json, "heads", config.heads());
        number(json, "keyValueHeads", config.keyValueHeads());
        number(json, "vocabularySize", config.vocabularySize());
        config.tiedHead().ifPresent(tied -> json.writeBooleanProperty("tiedHead", tied));
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) {
        value.ifPresent(number -> json.writeNumberProperty(name, number));
    }
}
