/**
 * What an open model checkpoint is, how one is recognised and opened, and the limits and reasons of
 * refusal that all formats share.
 *
 * <p>Export, inference and the commands use it; each format has a sub-package. It must never know
 * quantization or a screen.
 */
@NullMarked
package org.quantoscope.checkpoint;

import org.jspecify.annotations.NullMarked;
