/**
 * Small reusable controls, the words of the window and the format of its numbers.
 *
 * <p>Every view uses it. It must never know a model or a tensor.
 */
@NullMarked
package org.quantoscope.ui.control;

import org.jspecify.annotations.NullMarked;
