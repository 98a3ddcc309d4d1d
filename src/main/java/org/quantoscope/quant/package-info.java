/**
 * What quantization means: the specification, salience, the group quantizer, how codes and places
 * are laid out, and what they cost.
 *
 * <p>Analysis, export and recipes build on it, and all of them quantize through {@link
 * org.quantoscope.quant.GroupQuantizer}. It must never know a file format's container, a report or
 * a screen.
 */
@NullMarked
package org.quantoscope.quant;

import org.jspecify.annotations.NullMarked;
