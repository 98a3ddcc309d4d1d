/**
 * The keys of the window, and what the program is.
 *
 * <p>The window shows it. It must never know another view.
 */
@NullMarked
package org.quantoscope.ui.help;

import org.jspecify.annotations.NullMarked;
