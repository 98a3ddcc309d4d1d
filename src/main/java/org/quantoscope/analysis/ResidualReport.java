package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;

import java.util.List;

/**
 * The error of a specification over a whole tensor, seen two ways: how it is distributed, and how
 * it grows with the weight.
 *
 * @param spec which specification
 * @param residuals counts of ŵ−w; end bins take what lies outside
 * @param byMagnitude mean squared error of weights of about one magnitude, ascending, without empty
 *     bins
 */
public record ResidualReport(
        QuantizationSpec spec, Histogram residuals, List<MagnitudeError> byMagnitude) {

    public ResidualReport {
        byMagnitude = List.copyOf(byMagnitude);
    }

    /**
     * The weights with |w| in [from, to): an eighth of an octave.
     *
     * @param count how many
     * @param mse mean of (ŵ−w)² over them
     */
    public record MagnitudeError(float from, float to, long count, double mse) {}
}
