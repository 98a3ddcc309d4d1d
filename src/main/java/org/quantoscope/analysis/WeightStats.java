package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorInfo;

/**
 * Everything known of an original tensor before any specification is chosen: stage A (method.md
 * §5).
 *
 * @param tensor which
 * @param min smallest weight
 * @param max largest weight
 * @param mean mean
 * @param std standard deviation of the population
 * @param skewness third standardised moment; 0 for a constant
 * @param kurtosis excess kurtosis (0 for a normal distribution); 0 for a constant
 * @param sumSquares Σw², in double
 * @param zeros number of exact zeros
 * @param histogram counts over [min, max]
 */
public record WeightStats(
        TensorInfo tensor,
        float min,
        float max,
        double mean,
        double std,
        double skewness,
        double kurtosis,
        double sumSquares,
        long zeros,
        Histogram histogram) {

    public long count() {
        return tensor.elementCount();
    }

    WeightStats withHistogram(Histogram value) {
        return new WeightStats(
                tensor, min, max, mean, std, skewness, kurtosis, sumSquares, zeros, value);
    }

    public float absMax() {
        return Math.max(Math.abs(min), Math.abs(max));
    }
}
