/**
 * The selected tensor before and after, as a chart and as numbers.
 *
 * <p>The window shows it. It must never compute, nor know another view.
 */
@NullMarked
package org.quantoscope.ui.distribution;

import org.jspecify.annotations.NullMarked;
