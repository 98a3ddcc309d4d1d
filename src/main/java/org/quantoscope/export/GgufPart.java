package org.quantoscope.export;

import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.checkpoint.gguf.GgufWriter;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A GGUF file being written, which remembers a checksum of every tensor for the verification.
 *
 * <p>Used by the writing thread only.
 */
final class GgufPart implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;

    private final GgufWriter writer;
    private final CRC32C crc = new CRC32C();
    private final Map<String, Written> tensors = new LinkedHashMap<>();
    private final byte[] block = new byte[BLOCK_BYTES];

    /**
     * A tensor whose bytes were handed to the file.
     *
     * @param checksum CRC-32C
     */
    record Written(GgufWriter.Entry entry, long checksum) {}

    GgufPart(Path file, Map<String, GgufValue> metadata, List<GgufWriter.Entry> entries)
            throws IOException {
        writer = GgufWriter.create(file, metadata, entries);
    }

    Map<String, Written> tensors() {
        return tensors;
    }

    void write(byte[] data, int from, int count) throws IOException {
        writer.write(data, from, count);
        crc.update(data, from, count);
    }

    void write(MemorySegment data) throws IOException {
        for (long at = 0; at < data.byteSize(); at += BLOCK_BYTES) {
            int count = (int) Math.min(BLOCK_BYTES, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, block, 0, count);
            write(block, 0, count);
        }
    }

    void end() throws IOException {
        GgufWriter.Entry entry = writer.next();
        writer.end();
        tensors.put(entry.name(), new Written(entry, crc.getValue()));
        crc.reset();
    }

    void finish(Map<String, GgufValue> metadata) throws IOException {
        writer.finish(metadata);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
