package org.quantoscope.analysis;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.Arrays;

/** The small dense part of singular values: the eigenvalues of AᵀA. */
final class SymmetricSpectrum {
    private SymmetricSpectrum() {}

    /**
     * The roots of the eigenvalues, descending. Those below about 10⁻⁷ of the largest are rounding.
     *
     * @param gram symmetric; overwritten
     */
    static double[] singularValues(DMatrixRMaj gram) {
        var eigen = DecompositionFactory_DDRM.eig(gram.numRows, false, true);
        if (!eigen.decompose(gram)) {
            throw new ArithmeticException("eigenvalues did not converge");
        }
        double[] values = new double[gram.numRows];
        for (int i = 0; i < values.length; i++) {
            // Rounding may leave an eigenvalue of 0 slightly below it.
            values[i] = -Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
        }
        Arrays.sort(values);
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i] + 0.0;
        }
        return values;
    }
}
