/**
 * What a text puts into every matrix of a model: gathered while it runs, kept in a file, and what
 * follows for a recipe.
 *
 * <p>For commands and screens that show errors of outputs, and for methods that need activations.
 *
 * <p>Must never know what a screen is, or how a forward pass is computed.
 */
@NullMarked
package org.quantoscope.calibration;

import org.jspecify.annotations.NullMarked;
