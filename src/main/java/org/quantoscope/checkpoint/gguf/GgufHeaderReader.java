package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.tensor.Shape;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and validates the header of a GGUF file, versions 2 and 3 (formats.md §4; {@code
 * gguf_init_from_file} in llama.cpp).
 *
 * <p>Nothing is allocated by what a file merely claims: counts are held against the bytes that are
 * left, and offsets must be those that sizes and alignment give.
 */
final class GgufHeaderReader {
    static final int MAGIC = 'G' | 'G' << 8 | 'U' << 16 | 'F' << 24;

    private static final String ALIGNMENT = "general.alignment";
    private static final long DEFAULT_ALIGNMENT = 32;

    /** GGML_MAX_NAME is 64 with the closing zero. */
    private static final int MAX_TENSOR_NAME_BYTES = 63;

    /** Of the specification: keys are at most 2¹⁶ − 1 bytes long. */
    private static final int MAX_KEY_BYTES = 65_535;

    /** GGML_MAX_DIMS. */
    private static final int MAX_DIMENSIONS = 4;

    /** A key of no bytes, its type, and a value of one byte. */
    private static final int LEAST_ENTRY_BYTES = 13;

    /** A name of no bytes, rank, no dimension, type and offset. */
    private static final int LEAST_TENSOR_BYTES = 24;

    private final GgufCursor in;
    private final long fileBytes;

    private GgufHeaderReader(Path file, MemorySegment bytes) {
        this.in = new GgufCursor(file, bytes);
        this.fileBytes = bytes.byteSize();
    }

    /**
     * @param bytes the whole file
     */
    static GgufHeader read(Path file, MemorySegment bytes) throws MalformedCheckpointException {
        return new GgufHeaderReader(file, bytes).header();
    }

    private GgufHeader header() throws MalformedCheckpointException {
        if (in.left() < 4 || in.wholeInt("the magic number") != MAGIC) {
            throw in.refuse(Reason.BAD_MAGIC, "does not begin with GGUF");
        }
        int version = in.wholeInt("the version");
        if (version != 2 && version != 3) {
            throw in.refuse(
                    Reason.UNSUPPORTED_VERSION,
                    version != 0 && (version & 0xffff) == 0
                            ? "is a big-endian GGUF file; only little-endian ones are read"
                            : "is GGUF version "
                                    + Integer.toUnsignedString(version)
                                    + "; versions 2 and 3 are read");
        }
        long tensorCount = count("tensors", CheckpointLimits.MAX_TENSORS, Reason.TOO_MANY_TENSORS);
        long entryCount =
                count(
                        "metadata entries",
                        CheckpointLimits.MAX_METADATA_ENTRIES,
                        Reason.BAD_METADATA);
        if (tensorCount * LEAST_TENSOR_BYTES + entryCount * LEAST_ENTRY_BYTES > in.left()) {
            throw in.refuse(
                    Reason.HEADER_BEYOND_FILE,
                    "claims "
                            + tensorCount
                            + " tensors and "
                            + entryCount
                            + " metadata entries, more than its "
                            + fileBytes
                            + " bytes can hold");
        }
        Map<String, GgufValue> metadata = metadata(entryCount);
        long alignment = alignment(metadata);
        List<GgufTensor> tensors = tensors(tensorCount, alignment);
        long dataStart = padded(in.at(), alignment);
        refuseOtherLength(tensors, dataStart, alignment);
        return new GgufHeader(
                version,
                Collections.unmodifiableMap(metadata),
                List.copyOf(tensors),
                alignment,
                dataStart);
    }

    private long count(String what, long most, Reason reason) throws MalformedCheckpointException {
        long count = in.wholeLong("the number of " + what);
        if (count < 0 || count > most) {
            throw in.refuse(
                    reason,
                    "claims "
                            + Long.toUnsignedString(count)
                            + " "
                            + what
                            + "; at most "
                            + most
                            + " are read");
        }
        return count;
    }

    private Map<String, GgufValue> metadata(long count) throws MalformedCheckpointException {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key =
                    in.text(
                            "the key of metadata entry " + (i + 1),
                            MAX_KEY_BYTES,
                            Reason.BAD_METADATA);
            String where = "metadata " + MalformedCheckpointException.printable(key);
            GgufValue value = value(where);
            if (metadata.put(key, value) != null) {
                throw in.refuse(Reason.DUPLICATE_KEY, where + " is there twice");
            }
        }
        return metadata;
    }

    private GgufValue value(String where) throws MalformedCheckpointException {
        GgufValueType type = type(where);
        long start = in.at();
        if (type != GgufValueType.ARRAY) {
            skip(type, 1, where);
            return new GgufValue(type, type, 1, in.since(start));
        }
        GgufValueType elements = type(where);
        if (elements == GgufValueType.ARRAY) {
            throw in.refuse(Reason.BAD_METADATA, where + " is an array of arrays");
        }
        long count = in.wholeLong(where);
        if (count < 0 || count > in.left() / elements.leastBytes()) {
            throw in.refuse(
                    Reason.HEADER_BEYOND_FILE,
                    where
                            + " claims "
                            + Long.toUnsignedString(count)
                            + " elements, more than the file can hold");
        }
        if (count > CheckpointLimits.MAX_METADATA_ELEMENTS) {
            throw in.refuse(
                    Reason.BAD_METADATA,
                    where
                            + " has "
                            + count
                            + " elements; at most "
                            + CheckpointLimits.MAX_METADATA_ELEMENTS
                            + " are read");
        }
        skip(elements, count, where);
        return new GgufValue(type, elements, count, in.since(start));
    }

    private GgufValueType type(String where) throws MalformedCheckpointException {
        int number = in.wholeInt("the type of " + where);
        return GgufValueType.of(number)
                .orElseThrow(() ->
                        in.refuse(
                                Reason.BAD_METADATA,
                                where
                                        + " has the unknown type "
                                        + Integer.toUnsignedString(number)));
    }

    private void skip(GgufValueType type, long count, String where)
            throws MalformedCheckpointException {
        switch (type) {
            case STRING -> {
                for (long i = 0; i < count; i++) {
                    in.skipText(where);
                }
            }
            case BOOL -> {
                for (long i = 0; i < count; i++) {
                    if (in.unsignedByte(where) > 1) {
                        throw in.refuse(Reason.BAD_METADATA, where + " is neither true nor false");
                    }
                }
            }
            default -> in.skip(count * type.leastBytes(), where);
        }
    }

    private long alignment(Map<String, GgufValue> metadata) throws MalformedCheckpointException {
        GgufValue value = metadata.get(ALIGNMENT);
        if (value == null) {
            return DEFAULT_ALIGNMENT;
        }
        if (value.type() != GgufValueType.UINT32 || Long.bitCount(value.whole()) != 1) {
            throw in.refuse(
                    Reason.BAD_METADATA,
                    ALIGNMENT + " must be a u32 and a power of two, was " + value.summary(1));
        }
        return value.whole();
    }

    private List<GgufTensor> tensors(long count, long alignment)
            throws MalformedCheckpointException {
        List<GgufTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long next = 0;
        for (long i = 0; i < count; i++) {
            String name = name(i + 1);
            if (!names.add(name)) {
                throw in.refuse(Reason.DUPLICATE_TENSOR, name, "has a tensor twice");
            }
            Shape shape = shape(name);
            int id = in.wholeInt("the type");
            GgmlType type =
                    GgmlType.of(Integer.toUnsignedLong(id))
                            .orElseThrow(() ->
                                    in.refuse(
                                            Reason.UNKNOWN_DTYPE,
                                            name,
                                            "has the unknown type "
                                                    + Integer.toUnsignedString(id)));
            long bytes = byteCount(name, shape, type);
            long offset = in.wholeLong("the offset");
            if (offset != next) {
                throw in.refuse(
                        Reason.BAD_OFFSETS,
                        name,
                        "has offset "
                                + Long.toUnsignedString(offset)
                                + " where sizes and alignment give "
                                + next);
            }
            if (bytes > fileBytes - offset) {
                throw in.refuse(
                        Reason.DATA_BEYOND_FILE,
                        name,
                        "needs "
                                + bytes
                                + " bytes of data at "
                                + offset
                                + "; the file has "
                                + fileBytes
                                + " in all");
            }
            tensors.add(new GgufTensor(name, shape, type, offset, bytes));
            next = padded(offset + bytes, alignment);
        }
        return tensors;
    }

    private String name(long number) throws MalformedCheckpointException {
        String what = "the name of tensor " + number;
        String name = in.text(what, MAX_TENSOR_NAME_BYTES, Reason.BAD_TENSOR_NAME);
        if (name.isEmpty()) {
            throw in.refuse(Reason.BAD_TENSOR_NAME, "has a tensor without a name");
        }
        if (name.codePoints().anyMatch(PrintableText::isUnprintable)) {
            throw in.refuse(
                    Reason.BAD_TENSOR_NAME,
                    name,
                    "has a tensor with a control character in its name");
        }
        return name;
    }

    private Shape shape(String name) throws MalformedCheckpointException {
        int rank = in.wholeInt("the rank");
        if (rank < 0 || rank > MAX_DIMENSIONS) {
            throw in.refuse(
                    Reason.BAD_SHAPE,
                    name,
                    "has "
                            + Integer.toUnsignedString(rank)
                            + " dimensions; GGUF has at most "
                            + MAX_DIMENSIONS);
        }
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            sizes.addFirst(in.wholeLong("a dimension"));
        }
        try {
            return new Shape(sizes);
        } catch (ArithmeticException e) {
            throw in.refuse(Reason.SIZE_OVERFLOW, name, "has too many elements: " + sizes);
        } catch (IllegalArgumentException e) {
            throw in.refuse(Reason.BAD_SHAPE, name, "has a negative dimension: " + sizes);
        }
    }

    private long byteCount(String name, Shape shape, GgmlType type)
            throws MalformedCheckpointException {
        long columns = shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
        if (columns % type.weightsPerBlock() != 0) {
            throw in.refuse(
                    Reason.BAD_SHAPE,
                    name,
                    "has rows of "
                            + columns
                            + " weights, no multiple of the "
                            + type.weightsPerBlock()
                            + " in a block of "
                            + type);
        }
        try {
            return Math.multiplyExact(
                    shape.elementCount() / type.weightsPerBlock(), (long) type.bytesPerBlock());
        } catch (ArithmeticException e) {
            throw in.refuse(Reason.SIZE_OVERFLOW, name, "has too many elements: " + shape);
        }
    }

    /** The last tensor's padding may be missing; nothing else may follow. */
    private void refuseOtherLength(List<GgufTensor> tensors, long dataStart, long alignment)
            throws MalformedCheckpointException {
        if (tensors.isEmpty()) {
            // The first part of a split may hold metadata alone.
            if (dataStart < fileBytes) {
                throw in.refuse(
                        Reason.TRAILING_DATA,
                        "has " + (fileBytes - dataStart) + " bytes of data but no tensor");
            }
            return;
        }
        GgufTensor last = tensors.getLast();
        long end = Math.addExact(dataStart, last.beginByte() + last.byteCount());
        if (end > fileBytes) {
            throw in.refuse(
                    Reason.DATA_BEYOND_FILE,
                    last.name(),
                    "its data end at byte " + end + ", beyond the end of the file: " + fileBytes);
        }
        if (padded(end, alignment) < fileBytes) {
            throw in.refuse(
                    Reason.TRAILING_DATA,
                    "has " + (fileBytes - end) + " bytes after its last tensor");
        }
    }

    private static long padded(long bytes, long alignment) {
        return Math.addExact(bytes, alignment - 1) & -alignment;
    }
}
