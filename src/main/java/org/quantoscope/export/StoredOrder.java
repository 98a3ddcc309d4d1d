package org.quantoscope.export;

import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

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
        try {
            bytes = ScratchArray.map(folder, info.elementCount() * encoder.bytes(), arena);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
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
