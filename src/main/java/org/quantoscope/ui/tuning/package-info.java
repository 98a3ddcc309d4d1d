/**
 * The knobs: one for every parameter of a specification, presets, and the rules of the recipe.
 *
 * <p>The window shows it. It must never know what a change leads to, nor another view.
 */
@NullMarked
package org.quantoscope.ui.tuning;

import org.jspecify.annotations.NullMarked;
