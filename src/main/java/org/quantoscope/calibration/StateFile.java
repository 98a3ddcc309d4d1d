package org.quantoscope.calibration;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file of hidden states: safetensors with one tensor {@code states}, F32 [positions, hidden],
 * whose metadata says what of, and the CRC-32C of its data.
 */
final class StateFile {
    private static final String NAME = "states";
    private static final String CHECKSUM = "quantoscope.crc32c";
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private StateFile() {}

    /**
     * Writes a file whole or not at all.
     *
     * @param parts rows one after the other, each [rows, hidden]
     */
    static void write(Path file, Map<String, String> metadata, List<float[]> parts, int hidden)
            throws IOException {
        Map<String, String> most = new TreeMap<>(metadata);
        most.put(CHECKSUM, String.valueOf(1L << 32));
        long capacity = SafetensorsWriter.headerCapacity(List.of(NAME), 2, most);
        WholeFile.write(
                file,
                sibling -> {
                    Files.deleteIfExists(sibling);
                    try (SafetensorsWriter writer = SafetensorsWriter.create(sibling, capacity)) {
                        CRC32C crc = new CRC32C();
                        long elements = 0;
                        writer.begin(NAME, DType.F32);
                        for (float[] part : parts) {
                            byte[] bytes = new byte[Math.multiplyExact(part.length, Float.BYTES)];
                            MemorySegment.copy(
                                    part, 0, MemorySegment.ofArray(bytes), FLOAT, 0, part.length);
                            crc.update(bytes);
                            writer.write(bytes, 0, bytes.length);
                            elements += part.length;
                        }
                        writer.end(Shape.of(elements / hidden, hidden));
                        most.put(CHECKSUM, String.valueOf(crc.getValue()));
                        writer.finish(most);
                    }
                });
    }

    /**
     * Reads a file.
     *
     * @param metadata that it must have
     * @param rows in which its parts are wanted; all that it must have
     * @return the parts; empty if the file is another, or not whole
     */
    static Optional<List<float[]>> read(
            Path file, Map<String, String> metadata, int[] rows, int hidden) {
        try (Checkpoint open = new SafetensorsFormat().open(file)) {
            Map<String, String> said = open.metadata().values().iterator().next();
            TensorInfo states = open.tensors().getFirst();
            long elements = 0;
            for (int each : rows) {
                elements += (long) each * hidden;
            }
            if (!said.entrySet().containsAll(metadata.entrySet())
                    || states.dtype() != DType.F32
                    || !states.isPlain()
                    || states.elementCount() != elements) {
                return Optional.empty();
            }
            MemorySegment data = open.bytes(states);
            CRC32C crc = new CRC32C();
            List<float[]> parts = new ArrayList<>();
            long at = 0;
            for (int each : rows) {
                float[] part = new float[Math.multiplyExact(each, hidden)];
                byte[] bytes = new byte[Math.multiplyExact(part.length, Float.BYTES)];
                MemorySegment copy = MemorySegment.ofArray(bytes);
                MemorySegment.copy(data, at, copy, 0, bytes.length);
                MemorySegment.copy(copy, FLOAT, 0, part, 0, part.length);
                crc.update(bytes);
                parts.add(part);
                at += bytes.length;
            }
            boolean whole = String.valueOf(crc.getValue()).equals(said.get(CHECKSUM));
            return whole ? Optional.of(parts) : Optional.empty();
        } catch (IOException | RuntimeException | InternalError e) {
            // Whatever is wrong with it: it is no more than a copy of what can be computed.
            return Optional.empty();
        }
    }
}
