package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

/**
 * One tensor of a header: what {@code dtype}, {@code shape} and {@code data_offsets} say.
 *
 * @param name key in the header
 * @param beginByte first byte of its data, relative to the end of the header
 * @param endByte byte after its data, relative to the end of the header
 */
record HeaderEntry(String name, DType dtype, Shape shape, long beginByte, long endByte) {

    long byteCount() {
        return endByte - beginByte;
    }
}
