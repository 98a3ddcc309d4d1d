/**
 * The models in the Hugging Face cache as a list, of which one is opened.
 *
 * <p>The window shows it. It must never know how the cache lies on disk, nor another view.
 */
@NullMarked
package org.quantoscope.ui.hub;

import org.jspecify.annotations.NullMarked;
