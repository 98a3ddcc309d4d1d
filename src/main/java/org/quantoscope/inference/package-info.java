/**
 * Running a model: texts to tokens, its forward pass, and what follows from the logits.
 *
 * <p>For commands and screens that measure or show what a checkpoint, or a recipe of it, says.
 *
 * <p>Must never know how a file stores a tensor, what a screen is, or write anything.
 */
@NullMarked
package org.quantoscope.inference;

import org.jspecify.annotations.NullMarked;
