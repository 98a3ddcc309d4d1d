/**
 * The safetensors format: one file, or a Hugging Face folder of them, read after validating every
 * header as a whole, and written as a stream.
 *
 * <p>The opener asks {@code SafetensorsFormat}, exports write through {@code SafetensorsWriter};
 * our own package's reader builds on both. It must never know what the tensors of a package mean,
 * how they were quantized, or a screen.
 */
@NullMarked
package org.quantoscope.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
