package org.quantoscope.ui.model;

import org.quantoscope.analysis.MagnitudeTail;
import org.quantoscope.analysis.SalientMap;
import org.quantoscope.analysis.WeightStats;
import org.quantoscope.quant.Salience;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Optional;

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
 * @param held the same under the recipe held beside, where that is shown
 */
public record SalienceLook(
        TensorInfo tensor,
        WeightStats stats,
        Salience salience,
        MagnitudeTail tail,
        SalientMap whole,
        List<SalientMap.HeavyColumn> heaviest,
        double[] energy,
        SalientMap map,
        Optional<SalienceLook> held) {
    public SalienceLook {
        heaviest = List.copyOf(heaviest);
    }

    /** The same with the map of another window. */
    SalienceLook withMap(SalientMap value) {
        return new SalienceLook(
                tensor, stats, salience, tail, whole, heaviest, energy, value, held);
    }

    /** The same with what the recipe held beside makes of it. */
    SalienceLook withHeld(Optional<SalienceLook> value) {
        return new SalienceLook(tensor, stats, salience, tail, whole, heaviest, energy, map, value);
    }
}
