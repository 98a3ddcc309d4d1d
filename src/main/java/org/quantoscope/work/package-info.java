/**
 * Cancelling, progress, parallel loops, latest-wins scheduling and files written whole or not at
 * all, without any toolkit.
 *
 * <p>Every other package may use it. It must never know what is computed, or that a screen exists.
 */
@NullMarked
package org.quantoscope.work;

import org.jspecify.annotations.NullMarked;
