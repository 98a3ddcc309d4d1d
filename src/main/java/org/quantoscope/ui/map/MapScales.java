package org.quantoscope.ui.map;

import org.quantoscope.ui.chart.HeatScale;

/**
 * Keeps the scale of the map still: it is fitted while the first outcomes of a checkpoint come in,
 * when something else is measured, and when the user asks; never because a knob moves.
 */
final class MapScales {
    private HeatScale scale = new HeatScale(0, 1, HeatScale.Spacing.LINEAR, false);
    private boolean fixed;

    /** Lets the next values decide, until {@link #fix}. */
    void release() {
        fixed = false;
    }

    /** From now on values change and the scale does not. */
    void fix() {
        fixed = true;
    }

    /**
     * The scale for some values.
     *
     * @param signed whether they are differences
     */
    HeatScale of(double[] values, HeatScale.Spacing spacing, boolean signed) {
        if (!fixed) {
            scale = signed ? HeatScale.fitSigned(values) : HeatScale.fit(values, spacing);
        }
        return scale;
    }
}
