package org.quantoscope.checkpoint.safetensors;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import tools.jackson.core.JsonToken;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Turns a header's JSON into entries, each consistent in itself: known type, size = shape × bits,
 * ordered offsets, a printable name that occurs once.
 *
 * <p>Whether the entries cover the file is left to {@link HeaderReader}. Keys of an entry that the
 * format does not define are ignored, as by the reference reader.
 */
final class HeaderParser {
    private final StrictJson json;
    private final List<HeaderEntry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private HeaderParser(StrictJson json) {
        this.json = json;
    }

    static HeaderParser parse(Path file, byte[] utf8) throws MalformedCheckpointException {
        try (StrictJson json = StrictJson.ofHeader(file, utf8)) {
            HeaderParser parser = new HeaderParser(json);
            parser.readTop();
            return parser;
        }
    }

    List<HeaderEntry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void readTop() throws MalformedCheckpointException {
        json.next();
        Set<String> keys = new HashSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!keys.add(key)) {
                throw json.refuse(Reason.DUPLICATE_KEY, key, "the header names it twice");
            }
            if (key.equals(SafetensorsLayout.METADATA_KEY)) {
                readMetadata();
                continue;
            }
            TensorNames.check(key, json);
            if (entries.size() == CheckpointLimits.MAX_TENSORS) {
                throw json.refuse(
                        Reason.TOO_MANY_TENSORS,
                        key,
                        "more than " + CheckpointLimits.MAX_TENSORS + " tensors");
            }
            entries.add(readEntry(key));
        }
        json.end();
    }

    private void readMetadata() throws MalformedCheckpointException {
        if (json.next() != JsonToken.START_OBJECT) {
            throw json.refuse(Reason.METADATA_NOT_STRINGS, "", "__metadata__ is not an object");
        }
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            String shown = MalformedCheckpointException.printable(key);
            if (json.next() != JsonToken.VALUE_STRING) {
                throw json.refuse(
                        Reason.METADATA_NOT_STRINGS,
                        "",
                        "the value of \"" + shown + "\" in __metadata__ is not a string");
            }
            if (metadata.put(key, json.string()) != null) {
                throw json.refuse(
                        Reason.DUPLICATE_KEY,
                        "",
                        "__metadata__ has the key \"" + shown + "\" twice");
            }
        }
    }

    private HeaderEntry readEntry(String name) throws MalformedCheckpointException {
        if (json.next() != JsonToken.START_OBJECT) {
            throw json.refuse(Reason.BAD_TENSOR_ENTRY, name, "its entry is not an object");
        }
        @Nullable DType dtype = null;
        @Nullable Shape shape = null;
        @Nullable List<Long> offsets = null;
        Set<String> keys = new HashSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!keys.add(key)) {
                throw json.refuse(
                        Reason.DUPLICATE_KEY,
                        name,
                        "its entry has \""
                                + MalformedCheckpointException.printable(key)
                                + "\" twice");
            }
            json.next();
            switch (key) {
                case "dtype" -> dtype = readDType(name);
                case "shape" -> shape = readShape(name);
                case "data_offsets" ->
                        offsets = readIntegers(name, "data_offsets", 2, Reason.BAD_OFFSETS);
                default -> json.skip();
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            throw json.refuse(
                    Reason.BAD_TENSOR_ENTRY,
                    name,
                    "its entry lacks "
                            + (dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
        }
        return checked(name, dtype, shape, offsets);
    }

    private DType readDType(String name) throws MalformedCheckpointException {
        if (!json.at(JsonToken.VALUE_STRING)) {
            throw json.refuse(Reason.BAD_TENSOR_ENTRY, name, "its dtype is not a string");
        }
        String text = json.string();
        return DType.named(text)
                .orElseThrow(() ->
                        json.refuse(
                                Reason.UNKNOWN_DTYPE,
                                name,
                                "unknown dtype \""
                                        + MalformedCheckpointException.printable(text)
                                        + "\""));
    }

    private Shape readShape(String name) throws MalformedCheckpointException {
        List<Long> sizes = readIntegers(name, "shape", CheckpointLimits.MAX_RANK, Reason.BAD_SHAPE);
        try {
            return new Shape(sizes);
        } catch (ArithmeticException e) {
            throw json.refuse(Reason.SIZE_OVERFLOW, name, "the product of its sizes overflows");
        }
    }

    private List<Long> readIntegers(String name, String field, int most, Reason reason)
            throws MalformedCheckpointException {
        if (!json.at(JsonToken.START_ARRAY)) {
            throw json.refuse(reason, name, "its " + field + " is not an array");
        }
        List<Long> values = new ArrayList<>();
        while (json.next() != JsonToken.END_ARRAY) {
            if (!json.at(JsonToken.VALUE_NUMBER_INT)) {
                throw json.refuse(
                        reason, name, "its " + field + " holds something other than integers");
            }
            if (values.size() == most) {
                throw json.refuse(
                        reason, name, "its " + field + " has more than " + most + " numbers");
            }
            if (json.string().startsWith("-")) {
                throw json.refuse(
                        reason, name, "its " + field + " holds the negative " + json.string());
            }
            OptionalLong value = json.integer();
            if (value.isEmpty()) {
                throw json.refuse(
                        Reason.SIZE_OVERFLOW,
                        name,
                        "its " + field + " holds a number beyond 63 bits");
            }
            values.add(value.getAsLong());
        }
        return values;
    }

    private HeaderEntry checked(String name, DType dtype, Shape shape, List<Long> offsets)
            throws MalformedCheckpointException {
        if (offsets.size() != 2 || offsets.getFirst() > offsets.getLast()) {
            throw json.refuse(
                    Reason.BAD_OFFSETS,
                    name,
                    "its data_offsets " + offsets + " are not [begin, end]");
        }
        HeaderEntry entry =
                new HeaderEntry(name, dtype, shape, offsets.getFirst(), offsets.getLast());
        long bits;
        try {
            bits = Math.multiplyExact(shape.elementCount(), (long) dtype.bits());
        } catch (ArithmeticException e) {
            throw json.refuse(Reason.SIZE_OVERFLOW, name, shape + " " + dtype + " overflows");
        }
        if (bits % 8 != 0) {
            throw json.refuse(
                    Reason.SIZE_MISMATCH,
                    name,
                    shape + " " + dtype + " is " + bits + " bits, which fill no whole bytes");
        }
        if (entry.byteCount() != bits / 8) {
            throw json.refuse(
                    Reason.SIZE_MISMATCH,
                    name,
                    shape
                            + " "
                            + dtype
                            + " takes "
                            + bits / 8
                            + " bytes, its data_offsets span "
                            + entry.byteCount());
        }
        return entry;
    }
}
