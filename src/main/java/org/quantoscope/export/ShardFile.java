package org.quantoscope.export;

import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A weight file being written, which remembers a checksum of every array for the verification.
 *
 * <p>Used by the writing thread only.
 */
final class ShardFile implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;

    private final String name;
    private final SafetensorsWriter writer;
    private final Map<String, WrittenArray> arrays = new LinkedHashMap<>();
    private final CRC32C crc = new CRC32C();
    private final byte[] block = new byte[BLOCK_BYTES];
    private String openName = "";
    private long openBytes;

    /**
     * What was handed to the file as one array.
     *
     * @param bytes its length
     * @param checksum CRC-32C
     */
    record WrittenArray(long bytes, long checksum) {}

    /**
     * @param name relative to the folder
     */
    ShardFile(Path folder, String name, long headerBytes) throws IOException {
        this.name = name;
        this.writer = SafetensorsWriter.create(folder.resolve(name), headerBytes);
    }

    String name() {
        return name;
    }

    Map<String, WrittenArray> arrays() {
        return arrays;
    }

    void begin(String array, DType dtype) {
        writer.begin(array, dtype);
        openName = array;
        openBytes = 0;
        crc.reset();
    }

    void write(byte[] data, int from, int count) throws IOException {
        writer.write(data, from, count);
        crc.update(data, from, count);
        openBytes += count;
    }

    void write(MemorySegment part) throws IOException {
        for (long at = 0; at < part.byteSize(); at += BLOCK_BYTES) {
            int count = (int) Math.min(BLOCK_BYTES, part.byteSize() - at);
            MemorySegment.copy(part, ValueLayout.JAVA_BYTE, at, block, 0, count);
            write(block, 0, count);
        }
    }

    void end(Shape shape) {
        writer.end(shape);
        arrays.put(openName, new WrittenArray(openBytes, crc.getValue()));
    }

    void finish(Map<String, String> metadata) throws IOException {
        writer.finish(metadata);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
