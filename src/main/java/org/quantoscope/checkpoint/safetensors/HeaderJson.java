package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.tensor.DType;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Header text of a safetensors file: the metadata sorted by key, then the tensors in the order
 * given, in UTF-8 without padding.
 */
final class HeaderJson {
    private HeaderJson() {}

    static byte[] of(List<HeaderEntry> entries, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeName(SafetensorsLayout.METADATA_KEY);
                json.writeStartObject();
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            for (HeaderEntry entry : entries) {
                json.writeName(entry.name());
                write(entry, json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(HeaderEntry entry, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("dtype", entry.dtype().name());
        json.writeName("shape");
        json.writeStartArray();
        entry.shape().dimensions().forEach(size -> json.writeNumber((long) size));
        json.writeEndArray();
        json.writeName("data_offsets");
        json.writeStartArray();
        json.writeNumber(entry.beginByte());
        json.writeNumber(entry.endByte());
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Most bytes that one entry takes besides its quoted name: the longest type name, {@code rank}
     * sizes and two offsets of 19 digits.
     */
    static long entryBytesBesidesName(int rank) {
        int longestType = 0;
        for (DType type : DType.values()) {
            longestType = Math.max(longestType, type.name().length());
        }
        String fixed = ":{\"dtype\":\"\",\"shape\":[],\"data_offsets\":[,]},";
        return fixed.length() + longestType + 20L * rank + 2 * 19L;
    }
}
