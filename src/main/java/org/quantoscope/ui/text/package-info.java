/**
 * The words that the window shows, from one bundle.
 *
 * <p>Every screen and its state may use it. It must never know what the words are about.
 */
@NullMarked
package org.quantoscope.ui.text;

import org.jspecify.annotations.NullMarked;
