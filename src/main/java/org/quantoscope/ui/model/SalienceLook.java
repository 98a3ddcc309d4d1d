package org.quantoscope.ui.model;

import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.analysis.SalientMap;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.quant.Salience;
import org.quantoscope.tensor.TensorInfo;

/**
 * Everything on screen about the salient weights of one tensor.
 *
 * @param tensor which
 * @param stats of the original
 * @param salience threshold, share asked and achieved
 * @param tail of |w|
 * @param whole where they sit in the whole matrix
 * @param map where they sit in the window on screen
 */
public record SalienceLook(
        TensorInfo tensor,
        WeightStats stats,
        Salience salience,
        MagnitudeTail tail,
        SalientMap whole,
        SalientMap map) {}
