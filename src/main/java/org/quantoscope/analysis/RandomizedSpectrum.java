package org.quantoscope.analysis;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The largest singular values of a matrix from a random sketch that is multiplied by A and Aᵀ in
 * turn: the blocks of all turns together span the space that A is projected on (Halko, Martinsson,
 * Shkolnisky, Tygert: An algorithm for the principal component analysis of large data sets, 2011;
 * Halko, Martinsson, Tropp: Finding structure with randomness, 2011).
 *
 * <p>What comes out is a lower bound of the true values. The seed is fixed: the same matrix gives
 * the same values. Of spectra as flat as noise, the worst case, the first {@link #VALUES} are
 * within 3 %.
 */
final class RandomizedSpectrum {
    /** How many singular values are told. */
    static final int VALUES = 32;

    /** Columns of the sketch. */
    private static final int BLOCK = 32;

    /** How often the sketch goes through Aᵀ and A again. */
    private static final int TURNS = 5;

    /** Passes over the matrix, each counted as often as its factor has columns. */
    static final int UNITS = BLOCK * (1 + 2 * TURNS) + BLOCK * (TURNS + 1);

    private static final long SEED = 0x5EED;

    private RandomizedSpectrum() {}

    /** Largest singular values, descending. */
    static double[] of(MatrixBlocks blocks, BlockProducts products) {
        boolean tall = blocks.rows() > blocks.columns();
        // The long basis is kept on the shorter side.
        UnaryOperator<DMatrixRMaj> there = tall ? products::transposeTimes : products::times;
        UnaryOperator<DMatrixRMaj> back = tall ? products::times : products::transposeTimes;
        DMatrixRMaj sketch = gaussian(Math.max(blocks.rows(), blocks.columns()), BLOCK);
        List<DMatrixRMaj> basis = new ArrayList<>();
        DMatrixRMaj turn = orthonormal(there.apply(sketch));
        basis.add(turn);
        for (int i = 0; i < TURNS; i++) {
            turn = orthonormal(there.apply(orthonormal(back.apply(turn))));
            basis.add(turn);
        }
        DMatrixRMaj whole = orthonormal(joined(basis));
        DMatrixRMaj projected = back.apply(whole);
        blocks.cancellation().check();
        DMatrixRMaj small = new DMatrixRMaj(projected.numCols, projected.numCols);
        CommonOps_DDRM.multInner(projected, small);
        double[] all = SymmetricSpectrum.singularValues(small);
        return Arrays.copyOf(all, Math.min(VALUES, all.length));
    }

    private static DMatrixRMaj gaussian(int rows, int columns) {
        Random random = new Random(SEED);
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }

    private static DMatrixRMaj joined(List<DMatrixRMaj> parts) {
        int columns = parts.stream().mapToInt(part -> part.numCols).sum();
        DMatrixRMaj whole = new DMatrixRMaj(parts.getFirst().numRows, columns);
        int at = 0;
        for (DMatrixRMaj part : parts) {
            CommonOps_DDRM.insert(part, whole, 0, at);
            at += part.numCols;
        }
        return whole;
    }

    private static DMatrixRMaj orthonormal(DMatrixRMaj matrix) {
        var qr = DecompositionFactory_DDRM.qr(matrix.numRows, matrix.numCols);
        if (!qr.decompose(matrix)) {
            throw new ArithmeticException("no orthonormal basis of a sketch");
        }
        return qr.getQ(new DMatrixRMaj(0, 0), true);
    }
}
