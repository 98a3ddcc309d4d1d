/**
 * The status line: what the recipe makes of the whole model, and how far the work has come.
 *
 * <p>The window shows it. It must never compute, nor know another view.
 */
@NullMarked
package org.quantoscope.ui.status;

import org.jspecify.annotations.NullMarked;
