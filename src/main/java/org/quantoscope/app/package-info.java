/**
 * The composition root: the launcher, the window, wiring by constructors, preferences and the last
 * exception handler.
 *
 * <p>It may use everything and nothing may use it. It must never know how something is computed.
 */
@NullMarked
package org.quantoscope.app;

import org.jspecify.annotations.NullMarked;
