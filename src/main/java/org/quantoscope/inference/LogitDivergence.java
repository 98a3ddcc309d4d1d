package org.quantoscope.inference;

import java.util.Arrays;

/**
 * How far a model's predictions are from the original's, over scored positions.
 *
 * @param sorted KL(original ‖ model) of each position in nats, ascending
 * @param mean of them
 * @param topAgreement share of positions at which both hold the same token likeliest
 * @param rmsDeltaP root mean square of the difference in the probability of the text's token
 */
public record LogitDivergence(double[] sorted, double mean, double topAgreement, double rmsDeltaP) {
    /** The value below which {@code share} of the positions lie, by linear interpolation. */
    public double quantile(double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /** Of values in the order of positions. */
    static LogitDivergence of(double[] values, long agreeing, double squaredDeltas) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(values).sum() / values.length;
        return new LogitDivergence(
                sorted,
                mean,
                (double) agreeing / values.length,
                Math.sqrt(squaredDeltas / values.length));
    }
}
