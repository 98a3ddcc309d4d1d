package org.quantoscope.analysis;

import org.quantoscope.kernel.ErrorSums;

import java.util.Arrays;

/**
 * The error sums of a tensor, one per slice of its rows, added in order of the slices: what they
 * give does not depend on the number of threads.
 */
final class ErrorTotals {
    private final double[] squaredError;
    private final double[] salientSquaredError;
    private final double[] squaredRestored;
    private final double[] maxAbsError;

    ErrorTotals(int slices) {
        this.squaredError = new double[slices];
        this.salientSquaredError = new double[slices];
        this.squaredRestored = new double[slices];
        this.maxAbsError = new double[slices];
    }

    /** Adds a row of a slice; rows of one slice come from one thread, in order. */
    void add(int slice, ErrorSums row) {
        squaredError[slice] += row.squaredError;
        salientSquaredError[slice] += row.salientSquaredError;
        squaredRestored[slice] += row.squaredRestored;
        maxAbsError[slice] = Math.max(maxAbsError[slice], row.maxAbsError);
    }

    /** Σŵ². */
    double squaredRestored() {
        return sum(squaredRestored);
    }

    /**
     * The measures of method.md §5.
     *
     * @param sumSquares Σw² of the original
     * @param weights n
     * @param salient how many of them are salient
     */
    QuantizationError error(double sumSquares, long weights, long salient) {
        double n = Math.max(1, weights);
        double error = sum(squaredError);
        double salientError = sum(salientSquaredError);
        double nmse = error == 0 ? 0 : error / sumSquares;
        return new QuantizationError(
                error / n,
                nmse,
                -10 * Math.log10(nmse),
                Arrays.stream(maxAbsError).max().orElse(0),
                cosine(error, squaredRestored(), sumSquares),
                salient == 0 ? 0 : salientError / salient,
                weights == salient ? 0 : (error - salientError) / (weights - salient));
    }

    /** Cosine of two vectors from the squares of their difference and of both. */
    static double cosine(double error, double restored, double sumSquares) {
        // Σŵw from the three sums at hand: Σ(ŵ−w)² = Σŵ² − 2Σŵw + Σw².
        double product = (restored + sumSquares - error) / 2;
        double norms = Math.sqrt(restored) * Math.sqrt(sumSquares);
        return norms == 0 ? (restored == sumSquares ? 1 : 0) : product / norms;
    }

    private static double sum(double[] ofSlices) {
        return Arrays.stream(ofSlices).reduce(0, Double::sum);
    }
}
