/**
 * Hugging Face folders whose matrices other tools have quantized (compressed-tensors, GPTQ, AWQ),
 * opened as the values that those tools' own readers compute, under the original names.
 *
 * <p>The opener asks {@code QuantizedFolderFormat} before the plain container; everybody else meets
 * a checkpoint like any other. It must never know how to quantize, nor which recipe follows.
 */
@NullMarked
package org.quantoscope.checkpoint.quantized;

import org.jspecify.annotations.NullMarked;
