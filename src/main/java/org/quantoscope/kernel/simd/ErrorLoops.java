package org.quantoscope.kernel.simd;

import static org.quantoscope.kernel.simd.Lanes.DOUBLES;
import static org.quantoscope.kernel.simd.Lanes.HALF;
import static org.quantoscope.kernel.simd.Lanes.HALF_FLOATS;
import static org.quantoscope.kernel.simd.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.SalientMarks;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.kernel.Stripes;

/**
 * Sums of errors in double.
 *
 * <p>Each pass over a row serves the stripes of one double vector, so that the code is the same at
 * every width and element i lands in stripe i mod 16.
 */
final class ErrorLoops {
    private static final int STRIPES = Kernels.STRIPES;

    private ErrorLoops() {}

    static void errorSums(
            float[] values, float[] restored, int count, SalientMarks marks, ErrorSums result) {
        double[] error = new double[STRIPES];
        double[] squares = new double[STRIPES];
        int bound = count - count % STRIPES;
        double worst = 0;
        for (int stripe = 0; stripe < STRIPES; stripe += HALF) {
            worst = Math.max(worst, stripes(values, restored, bound, stripe, error, squares));
        }
        for (int i = bound; i < count; i++) {
            double e = (double) restored[i] - values[i];
            error[i % STRIPES] += e * e;
            squares[i % STRIPES] += (double) restored[i] * restored[i];
            worst = Math.max(worst, e * e);
        }
        result.squaredError = Stripes.combine(error);
        result.salientSquaredError = ScalarKernels.salientSquaredError(values, restored, marks);
        result.squaredRestored = Stripes.combine(squares);
        // In binary floating point the root of a rounded square is the magnitude itself.
        result.maxAbsError = Math.sqrt(worst);
    }

    private static double stripes(
            float[] values,
            float[] restored,
            int bound,
            int stripe,
            double[] error,
            double[] squares) {
        DoubleVector errors = DoubleVector.zero(DOUBLES);
        DoubleVector restoredSquares = DoubleVector.zero(DOUBLES);
        LongVector worst = LongVector.zero(LONGS);
        for (int i = stripe; i < bound; i += STRIPES) {
            DoubleVector w = widen(values, i);
            DoubleVector r = widen(restored, i);
            DoubleVector e = r.sub(w);
            DoubleVector squared = e.mul(e);
            errors = errors.add(squared);
            restoredSquares = restoredSquares.add(r.mul(r));
            // Squares order like their bits, and a maximum of integers need not look after NaN.
            worst = worst.max(squared.reinterpretAsLongs());
        }
        errors.intoArray(error, stripe);
        restoredSquares.intoArray(squares, stripe);
        return Double.longBitsToDouble(worst.reduceLanes(VectorOperators.MAX));
    }

    private static DoubleVector widen(float[] from, int at) {
        return (DoubleVector)
                FloatVector.fromArray(HALF_FLOATS, from, at)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    static void addColumnErrors(float[] values, float[] restored, int count, double[] columns) {
        int i = 0;
        for (; i <= count - HALF; i += HALF) {
            DoubleVector e = widen(restored, i).sub(widen(values, i));
            DoubleVector.fromArray(DOUBLES, columns, i).add(e.mul(e)).intoArray(columns, i);
        }
        for (; i < count; i++) {
            double e = (double) restored[i] - values[i];
            columns[i] += e * e;
        }
    }
}
