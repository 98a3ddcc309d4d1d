/**
 * The tensors of the model as a tree-table that follows the recipe.
 *
 * <p>The window shows it. It must never compute, nor know another view.
 */
@NullMarked
package org.quantoscope.ui.layers;

import org.jspecify.annotations.NullMarked;
