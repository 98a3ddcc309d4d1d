package org.quantoscope.ui.model;

import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.analysis.SalientMap;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.quant.Salience;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;

/**
 * Everything on screen about the salient weights of one tensor.
 *
 * @param tensor which
 * @param stats of the original
 * @param salience threshold, share asked and achieved
 * @param tail of |w|
 * @param whole where they sit in the whole matrix
 * @param heaviest columns that hold most of them, fullest first
 * @param energy share of Σw² that the salient weights hold, for α in even steps from 0 to the
 *     largest
 * @param map where they sit in the window on screen
 */
public record SalienceLook(
        TensorInfo tensor,
        WeightStats stats,
        Salience salience,
        MagnitudeTail tail,
        SalientMap whole,
        List<SalientMap.HeavyColumn> heaviest,
        double[] energy,
        SalientMap map) {
    public SalienceLook {
        heaviest = List.copyOf(heaviest);
    }
}
