package org.quantoscope.calibration;

import org.quantoscope.inference.Multiplier;
import org.quantoscope.inference.RecipeValues;
import org.quantoscope.kernel.PackedMatrix;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;

/**
 * ‖X(W − Ŵ)ᵀ‖² / ‖X Wᵀ‖² of a matrix on a text's activations X (method.md §5), computed as tr(E S
 * Eᵀ) / tr(W S Wᵀ) with S = Σ x xᵀ and E = W − Ŵ.
 *
 * <p>Products with S are float32, all further sums double. Reads both matrices piece by piece.
 */
public final class ForwardError {
    /** Weights of a piece: 64 MB as float32, four times. */
    private static final int PIECE = 1 << 24;

    private static final int SUMS_PIECE = 1 << 22;

    private final RecipeValues original;
    private final RecipeValues changed;
    private final Multiplier multiplier;
    private final Cancellation cancellation;

    /**
     * @param changed values of the same tensors under a recipe
     */
    public ForwardError(
            RecipeValues original,
            RecipeValues changed,
            Multiplier multiplier,
            Cancellation cancellation) {
        this.original = original;
        this.changed = changed;
        this.multiplier = multiplier;
        this.cancellation = cancellation;
    }

    /** The error of one matrix; 0 for one that is as it was, NaN where nothing comes out of it. */
    public double of(TensorInfo matrix, InputActivations inputs) {
        int columns = inputs.width();
        int most = (int) Math.clamp(PIECE / columns, 1, matrix.rows());
        double error = 0;
        double output = 0;
        float[] before = new float[most * columns];
        float[] difference = new float[most * columns];
        for (long row = 0; row < matrix.rows(); row += most) {
            int rows = (int) Math.min(most, matrix.rows() - row);
            original.read(matrix, row, rows, before, cancellation);
            changed.read(matrix, row, rows, difference, cancellation);
            for (int i = 0; i < rows * columns; i++) {
                difference[i] = before[i] - difference[i];
            }
            double[] sums = products(before, difference, rows, inputs);
            output += sums[0];
            error += sums[1];
        }
        return error / output;
    }

    /** tr(A S Aᵀ) of both. */
    private double[] products(float[] first, float[] second, int rows, InputActivations inputs) {
        int columns = inputs.width();
        PackedRows left = new PackedRows(2 * rows, columns);
        multiplier.forEach(
                rows,
                row -> {
                    left.set(row, first, row * columns);
                    left.set(rows + row, second, row * columns);
                });
        double[] sums = new double[2 * rows];
        int piece = Math.clamp(SUMS_PIECE / columns, 1, columns);
        float[] read = new float[piece * columns];
        float[] product = new float[2 * rows * piece];
        for (int from = 0; from < columns; from += piece) {
            int count = Math.min(piece, columns - from);
            int start = from;
            inputs.rows(from, count, read);
            PackedMatrix right = new PackedMatrix(count, columns);
            multiplier.pack(read, 0, right);
            multiplier.multiply(left, right, product, 0, count);
            multiplier.forEach(
                    2 * rows,
                    row -> {
                        float[] values = row < rows ? first : second;
                        int at = row % rows * columns + start;
                        double sum = 0;
                        for (int i = 0; i < count; i++) {
                            sum += (double) product[row * count + i] * values[at + i];
                        }
                        sums[row] += sum;
                    });
        }
        double[] both = new double[2];
        for (int row = 0; row < 2 * rows; row++) {
            both[row / rows] += sums[row];
        }
        return both;
    }
}
