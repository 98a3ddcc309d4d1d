/**
 * The page about salient weights: where they sit in a tensor, the tail of |w| with a threshold to
 * be moved, and how they concentrate over the model.
 *
 * <p>The window places it. It must never know another view, or compute.
 */
@NullMarked
package org.quantoscope.ui.salience;

import org.jspecify.annotations.NullMarked;
