/**
 * Small reusable controls, and the format of the numbers on screen.
 *
 * <p>Every view uses it. It must never know a model or a tensor.
 */
@NullMarked
package org.quantoscope.ui.control;

import org.jspecify.annotations.NullMarked;
