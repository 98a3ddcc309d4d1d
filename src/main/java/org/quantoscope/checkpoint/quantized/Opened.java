package org.quantoscope.checkpoint.quantized;

import org.quantoscope.tensor.Shape;

import java.util.function.Supplier;

/**
 * A quantized matrix whose parts fit together, before any of its data is read.
 *
 * @param shape [out, in]
 * @param encoding its format and grouping, as people write it
 * @param matrix reads what little must be known before rows can be
 */
record Opened(Shape shape, String encoding, Supplier<QuantizedMatrix> matrix) {}
