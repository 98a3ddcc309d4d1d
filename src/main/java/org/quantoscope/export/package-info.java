/**
 * A checkpoint and a recipe become new files, safely: planned and refused before anything is
 * written, streamed in bounded memory, verified by re-reading, moved into place at once.
 *
 * <p>The commands and the screens use it. It must never know how a code is computed, or who asked.
 */
@NullMarked
package org.quantoscope.export;

import org.jspecify.annotations.NullMarked;
