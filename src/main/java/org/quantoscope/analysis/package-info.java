/**
 * Measuring: statistics of an original, what a specification does to it, reports of whole
 * checkpoints, trade-off sweeps, budgets, closer looks at one tensor down to its singular values.
 *
 * <p>The screen, the commands and reports read its immutable results. It must never know a file's
 * container, a chart or a toolkit.
 */
@NullMarked
package org.quantoscope.analysis;

import org.jspecify.annotations.NullMarked;
