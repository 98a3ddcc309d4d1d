package org.quantoscope.analysis;

/**
 * Where in a matrix the error of a specification sits.
 *
 * @param rowSquaredError Σ(ŵ−w)² of each row [out]
 * @param rowSquares Σw² of each row [out]
 * @param columnSquaredError Σ(ŵ−w)² of each column [in]
 * @param rowSalient salient weights of each row [out]
 */
public record ErrorProfile(
        double[] rowSquaredError,
        double[] rowSquares,
        double[] columnSquaredError,
        int[] rowSalient) {}
