/**
 * Numeric inner loops over rows of float32: the interface, its scalar reference, and the chooser.
 *
 * <p>The engine packages use it through {@link org.quantoscope.kernel.Kernels}. It must never know
 * what a tensor, a file or a quantization method is.
 */
@NullMarked
package org.quantoscope.kernel;

import org.jspecify.annotations.NullMarked;
