/**
 * The whole checkpoint as one picture: layers down, roles across, coloured by a measure.
 *
 * <p>The window shows it. It must never compute a measure of weights, nor know another view.
 */
@NullMarked
package org.quantoscope.ui.map;

import org.jspecify.annotations.NullMarked;
