/**
 * The headless commands: arguments in, engine calls, text, JSON, CSV and files out.
 *
 * <p>Only {@code app} may use it; it uses every package below {@code ui}. It must never know a
 * screen: what needs one (the window, pictures) comes in through its own small interfaces.
 */
@NullMarked
package org.quantoscope.cli;

import org.jspecify.annotations.NullMarked;
