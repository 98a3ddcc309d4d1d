/**
 * A model under a recipe as one page that a colleague can read, sort and keep.
 *
 * <p>The commands and the window write it. It must never know the window, nor how charts are drawn:
 * they come as SVG from whoever draws them.
 */
@NullMarked
package org.quantoscope.report;

import org.jspecify.annotations.NullMarked;
