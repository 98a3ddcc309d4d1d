package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

/**
 * Constants and sizes of the format that reader and writer share; source: the safetensors README
 * and its Rust reader.
 */
final class SafetensorsLayout {
    /** The header's length as little-endian u64 comes first. */
    static final long LENGTH_BYTES = 8;

    static final String EXTENSION = ".safetensors";

    /** How the index of a sharded model ends, for example {@code model.safetensors.index.json}. */
    static final String INDEX_EXTENSION = ".safetensors.index.json";

    /** The only top-level key of a header that is not a tensor. */
    static final String METADATA_KEY = "__metadata__";

    private SafetensorsLayout() {}

    /**
     * Bytes of a tensor's data.
     *
     * @throws ArithmeticException if the bits don't fit a {@code long} or don't fill whole bytes
     */
    static long byteCount(DType dtype, Shape shape) {
        long bits = Math.multiplyExact(shape.elementCount(), dtype.bits());
        if (bits % 8 != 0) {
            throw new ArithmeticException(bits + " bits do not fill whole bytes");
        }
        return bits / 8;
    }
}
