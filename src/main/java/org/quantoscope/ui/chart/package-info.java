/**
 * Charts of reports, and the only home of the charting library and its colours.
 *
 * <p>Views place them and hand them immutable reports. It must never know a model, a recipe or
 * where a report came from.
 */
@NullMarked
package org.quantoscope.ui.chart;

import org.jspecify.annotations.NullMarked;
