/**
 * What a checkpoint says about the model that it holds, whatever its format: its tokenizer and its
 * shape as a decoder, out of a folder's JSON files or a GGUF file's own metadata, and which tensors
 * transformers looks for.
 *
 * <p>Used by whoever runs a model, and by exports to tell what will load. It must never compute
 * with weights, and never know a recipe or a screen.
 */
@NullMarked
package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.NullMarked;
