/**
 * The trade-off explorer and the budget: many specifications tried at once, and the best choice per
 * tensor among them.
 *
 * <p>Placed by the window. It must never compute an error, a front or a choice itself.
 */
@NullMarked
package org.quantoscope.ui.tradeoff;

import org.jspecify.annotations.NullMarked;
