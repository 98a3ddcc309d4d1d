package org.quantoscope.analysis;

import java.util.List;

/**
 * The error of the values that take the place of a whole tensor's, seen two ways: how it is
 * distributed, and how it grows with the weight.
 *
 * @param residuals counts of ŵ−w; end bins take what lies outside
 * @param byMagnitude mean squared error of weights of about one magnitude, ascending, without empty
 *     bins
 */
public record ResidualReport(Histogram residuals, List<MagnitudeError> byMagnitude) {

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
