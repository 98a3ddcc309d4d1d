/**
 * What the files of the open checkpoint say besides tensors, as a table to search and to copy.
 *
 * <p>The window shows it. It must never know a file's format, nor another view.
 */
@NullMarked
package org.quantoscope.ui.metadata;

import org.jspecify.annotations.NullMarked;
