package org.quantoscope.checkpoint.safetensors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Builds the bytes of a safetensors file piece by piece, with every lie a test wants to tell. */
final class RawFile {
    private byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
    private OptionalLong declaredHeaderBytes = OptionalLong.empty();
    private int dataBytes;

    /**
     * One float32 tensor {@code w} of two numbers, its header whole and true; {@code extra} goes
     * into the entry.
     */
    static RawFile honest() {
        return new RawFile().header("{" + entry("w", "F32", "[2]", 0, 8) + "}").data(8);
    }

    static String entry(String name, String dtype, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, dtype, shape, begin, end);
    }

    RawFile header(String json) {
        return header(json.getBytes(StandardCharsets.UTF_8));
    }

    RawFile header(byte[] json) {
        header = json;
        return this;
    }

    /** Says that the header has this many bytes, whatever it has. */
    RawFile declaring(long headerBytes) {
        declaredHeaderBytes = OptionalLong.of(headerBytes);
        return this;
    }

    /** Appends this many zero bytes after the header. */
    RawFile data(int byteCount) {
        dataBytes = byteCount;
        return this;
    }

    byte[] bytes() {
        long declared = declaredHeaderBytes.orElse(header.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 8; i++) {
            out.write((int) (declared >>> 8 * i) & 0xff);
        }
        out.writeBytes(header);
        out.writeBytes(new byte[dataBytes]);
        return out.toByteArray();
    }

    Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
