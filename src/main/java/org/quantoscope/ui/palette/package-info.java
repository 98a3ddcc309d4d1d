/**
 * Everything the window can do, found by typing.
 *
 * <p>The window shows it. It must never know what the commands do.
 */
@NullMarked
package org.quantoscope.ui.palette;

import org.jspecify.annotations.NullMarked;
