/**
 * What a tensor is: element type, shape, place in a file, role in the model, and a read-only view
 * of its values.
 *
 * <p>Every other package may use it. It must never know a file format, a quantization method or a
 * screen.
 */
@NullMarked
package org.quantoscope.tensor;

import org.jspecify.annotations.NullMarked;
