/**
 * The export as the plan that it carries out: what happens to each tensor, sizes, target, progress.
 *
 * <p>The window shows it. It must never know how files are written, nor another view.
 */
@NullMarked
package org.quantoscope.ui.export;

import org.jspecify.annotations.NullMarked;
