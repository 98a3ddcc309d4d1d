/**
 * The page that looks at a tensor in depth: a group, row or column before and after, its errors,
 * its scales, its singular values, with round-to-nearest beside it.
 *
 * <p>The window places it. It must never know another view, or compute.
 */
@NullMarked
package org.quantoscope.ui.depth;

import org.jspecify.annotations.NullMarked;
