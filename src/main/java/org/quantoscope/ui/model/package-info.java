/**
 * View state: what is open, selected, asked for and answered, as properties and commands without a
 * screen.
 *
 * <p>Views and the composition root use it, on the one thread that owns its properties. It must
 * never know a control, a chart or a style.
 */
@NullMarked
package org.quantoscope.ui.model;

import org.jspecify.annotations.NullMarked;
