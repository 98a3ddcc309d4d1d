/**
 * GGUF files: the validated header, every block format as numbers, llama-family models with their
 * rows in Hugging Face order, and the writer with the metadata that llama.cpp wants of them.
 *
 * <p>Used by whoever puts the program together, and by exports that write GGUF. Must never know a
 * recipe, a quantization method or a screen.
 */
@NullMarked
package org.quantoscope.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
