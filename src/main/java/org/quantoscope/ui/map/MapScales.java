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
     * @param complete whether no more are to come; the first few are no reason to stretch all
     *     colours over what little differs between them
     */
    HeatScale of(double[] values, HeatScale.Spacing spacing, boolean signed, boolean complete) {
        if (!fixed) {
            HeatScale fit = signed ? HeatScale.fitSigned(values) : HeatScale.fit(values, spacing);
            scale = complete || signed ? fit : fit.widened();
        }
        return scale;
    }
}
