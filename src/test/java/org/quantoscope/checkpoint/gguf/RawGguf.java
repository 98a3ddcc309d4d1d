package org.quantoscope.checkpoint.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Builds the bytes of a GGUF file piece by piece, with every lie a test wants to tell. */
final class RawGguf {
    static final int F32 = 0;
    static final int Q4_0 = 2;

    private String magic = "GGUF";
    private int version = 3;
    private OptionalLong tensorCount = OptionalLong.empty();
    private OptionalLong entryCount = OptionalLong.empty();
    private final List<byte[]> entries = new ArrayList<>();
    private final List<byte[]> tensors = new ArrayList<>();
    private int alignment = 32;
    private int dataBytes;

    /** One float32 tensor {@code w} of two numbers and one metadata entry, all of it true. */
    static RawGguf honest() {
        return new RawGguf().text("general.architecture", "llama").tensor("w", F32, 0, 2).data(8);
    }

    RawGguf magic(String text) {
        magic = text;
        return this;
    }

    RawGguf version(int number) {
        version = number;
        return this;
    }

    /** Says that there are this many tensors, however many there are. */
    RawGguf claimingTensors(long count) {
        tensorCount = OptionalLong.of(count);
        return this;
    }

    /** Says that there are this many metadata entries, however many there are. */
    RawGguf claimingEntries(long count) {
        entryCount = OptionalLong.of(count);
        return this;
    }

    /** Adds a metadata entry: key, number of its type, and the bytes that follow. */
    RawGguf entry(String key, int type, byte[]... value) {
        return entry(join(text(key), i32(type), join(value)));
    }

    RawGguf entry(byte[] bytes) {
        entries.add(bytes);
        return this;
    }

    RawGguf text(String key, String value) {
        return entry(key, GgufValueType.STRING.ordinal(), text(value));
    }

    RawGguf u32(String key, long value) {
        return entry(key, GgufValueType.UINT32.ordinal(), i32((int) value));
    }

    RawGguf array(String key, int elementType, long count, byte[]... elements) {
        int type = GgufValueType.ARRAY.ordinal();
        return entry(key, type, i32(elementType), i64(count), join(elements));
    }

    /** Adds a tensor; dimensions innermost first, as in the file. */
    RawGguf tensor(String name, int type, long offset, long... sizes) {
        return tensor(text(name), sizes.length, type, offset, sizes);
    }

    RawGguf tensor(byte[] name, int rank, int type, long offset, long... sizes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(name);
        out.writeBytes(i32(rank));
        for (long size : sizes) {
            out.writeBytes(i64(size));
        }
        out.writeBytes(i32(type));
        out.writeBytes(i64(offset));
        tensors.add(out.toByteArray());
        return this;
    }

    /** Pads what precedes the data to multiples of this. */
    RawGguf aligned(int bytes) {
        alignment = bytes;
        return this;
    }

    /** Appends this many zero bytes after the header and its padding. */
    RawGguf data(int byteCount) {
        dataBytes = byteCount;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(magic.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(i32(version));
        out.writeBytes(i64(tensorCount.orElse(tensors.size())));
        out.writeBytes(i64(entryCount.orElse(entries.size())));
        entries.forEach(out::writeBytes);
        tensors.forEach(out::writeBytes);
        out.writeBytes(new byte[(alignment - out.size() % alignment) % alignment + dataBytes]);
        return out.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(i64(utf8.length), utf8);
    }

    static byte[] i32(int value) {
        return little(value, Integer.BYTES);
    }

    static byte[] i64(long value) {
        return little(value, Long.BYTES);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] little(long value, int byteCount) {
        byte[] bytes = new byte[byteCount];
        for (int i = 0; i < byteCount; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }
}
