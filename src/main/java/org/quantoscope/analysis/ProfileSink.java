package org.quantoscope.analysis;

import org.quantoscope.kernel.ErrorSums;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.MomentSums;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.TensorQuantizer;

/** Collects the error of each row and column of one slice. */
final class ProfileSink implements TensorQuantizer.RowSink {
    private final Kernels kernels;
    private final Rows rows;
    private final double[] columns;
    private final ErrorSums errors = new ErrorSums();
    private final MomentSums moments = new MomentSums();

    /** Per-row results of all slices; each row is written by one slice. */
    record Rows(double[] squaredError, double[] squares, int[] salient) {
        Rows(int rows) {
            this(new double[rows], new double[rows], new int[rows]);
        }
    }

    ProfileSink(Kernels kernels, Rows rows, int columns) {
        this.kernels = kernels;
        this.rows = rows;
        this.columns = new double[columns];
    }

    @Override
    public void accept(long row, float[] original, QuantizedRow quantized) {
        int at = (int) row;
        kernels.errorSums(original, quantized.restored, original.length, quantized.salient, errors);
        kernels.moments(original, original.length, moments);
        kernels.addColumnErrors(original, quantized.restored, original.length, columns);
        rows.squaredError[at] = errors.squaredError;
        rows.squares[at] = moments.squares;
        rows.salient[at] = quantized.salient.count;
    }

    double[] columns() {
        return columns;
    }
}
