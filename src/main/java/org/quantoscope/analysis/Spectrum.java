package org.quantoscope.analysis;

/**
 * The singular values of a matrix, largest first.
 *
 * @param values all of them where {@code exact}; otherwise the first few, each a lower bound of the
 *     true one
 * @param order how many the matrix has: the lesser of rows and columns
 * @param length the greater of them
 * @param squares sum of the squares of all of them, which is ‖A‖² of Frobenius; exact in any case
 * @param exact whether they come from all of A and not from a random sketch of it
 */
public record Spectrum(double[] values, int order, int length, double squares, boolean exact) {
    /** The spectral norm ‖A‖₂: what the matrix can do at most to a vector of length 1. */
    public double norm() {
        return values.length == 0 ? 0 : values[0];
    }

    /**
     * The spectral norm that independent noise of the same squares would have, (√order + √length)
     * times its standard deviation (Geman 1980): what {@link #norm} is held against.
     */
    public double normOfNoise() {
        double deviation = Math.sqrt(squares / Math.max(1.0, (double) order * length));
        return deviation * (Math.sqrt(order) + Math.sqrt(length));
    }

    /**
     * Share of the squares that the first {@code count} values hold, from 0 to 1; 0 of a matrix of
     * zeros.
     *
     * @param count at most as many as are known
     */
    public double shareOfFirst(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i] * values[i];
        }
        return squares == 0 ? 0 : Math.min(1, sum / squares);
    }

    /**
     * The stable rank ‖A‖²/‖A‖₂²: about how many directions share the squares evenly; 0 of a matrix
     * of zeros.
     */
    public double stableRank() {
        return norm() == 0 ? 0 : squares / (norm() * norm());
    }
}
