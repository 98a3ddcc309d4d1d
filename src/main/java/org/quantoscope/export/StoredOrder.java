package org.quantoscope.export;

import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A matrix stored [in, out] that arrives in rows [out]: a mapped temporary file in which rows
 * become columns, so that heap memory stays bounded.
 *
 * <p>Rows may be set from several threads, each row once.
 */
final class StoredOrder implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private final ValueEncoder encoder;
    private final long rows;

    StoredOrder(Path folder, TensorInfo info, ValueEncoder encoder) throws IOException {
        this.encoder = encoder;
        this.rows = info.rows();
        Path file = Files.createTempFile(folder, ".transposed-", "");
        long length = info.elementCount() * encoder.bytes();
        reserve(file, length);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
            bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** A full disk must show here: in a mapping it would be a fault instead of an exception. */
    private static void reserve(Path file, long length) throws IOException {
        byte[] zeros = new byte[(int) Math.min(length, 1 << 20)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = length; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
    }

    TensorQuantizer.RowSink newSink() {
        return (long row, float[] original, QuantizedRow quantized) -> set(row, quantized.restored);
    }

    void set(long row, float[] values) {
        for (int column = 0; column < values.length; column++) {
            long element = column * rows + row;
            encoder.encode(values[column], bytes, element * encoder.bytes());
        }
    }

    MemorySegment bytes() {
        return bytes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
