package org.quantoscope.ui.model;

import org.quantoscope.analysis.Histogram;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.PartReport;
import org.quantoscope.analysis.ResidualReport;

import java.util.Optional;

/**
 * One tensor in depth, under its specification and under the control beside it.
 *
 * @param choice the part that was asked for
 * @param report of the whole tensor
 * @param control round-to-nearest at about the same stored bits
 * @param residuals errors of the whole tensor
 * @param controlResiduals the same of the control
 * @param part the chosen weights
 * @param controlPart the same of the control
 * @param before counts of the chosen weights; all four histograms have the same bins
 * @param salient counts of the salient ones
 * @param after counts of the chosen weights, restored
 * @param controlAfter the same of the control
 * @param held under the recipe held beside, where that is shown and quantizes the tensor
 */
public record DepthLook(
        PartChoice choice,
        LayerReport report,
        LayerReport control,
        ResidualReport residuals,
        ResidualReport controlResiduals,
        PartReport part,
        PartReport controlPart,
        Histogram before,
        Histogram salient,
        Histogram after,
        Histogram controlAfter,
        Optional<Held> held) {
    /**
     * The same tensor and the same weights under the recipe that is held beside.
     *
     * @param after histogram of the chosen weights, restored
     */
    public record Held(
            LayerReport report, ResidualReport residuals, PartReport part, Histogram after) {}
}
