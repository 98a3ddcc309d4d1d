package org.quantoscope.analysis;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

/** A matrix that can be read in rows, any number of times: a tensor, or the error made in it. */
interface MatrixRows {
    int rows();

    int columns();

    /**
     * Writes {@code count} rows from {@code first} on into {@code into} from index 0, each value
     * exact.
     *
     * @param into at least {@code count * columns} long; overwritten
     */
    void read(int first, int count, float[] into, Cancellation cancellation);

    /** A tensor itself. */
    record Original(TensorView view, Kernels kernels, WorkerPool pool) implements MatrixRows {
        @Override
        public int rows() {
            return Math.toIntExact(view.info().rows());
        }

        @Override
        public int columns() {
            return Math.toIntExact(view.info().columns());
        }

        @Override
        public void read(int first, int count, float[] into, Cancellation cancellation) {
            int columns = columns();
            new RowSlices(new RowReader(view, kernels), first, first + count)
                    .forEach(
                            pool,
                            cancellation,
                            slice ->
                                    (row, weights) ->
                                            System.arraycopy(
                                                    weights,
                                                    0,
                                                    into,
                                                    (int) (row - first) * columns,
                                                    columns));
        }
    }

    /**
     * ŵ−w under a specification, rounded to float32; quantized anew whenever it is read.
     *
     * @param measured of what
     */
    record Residual(
            MeasuredTensor measured, QuantizationSpec spec, Kernels kernels, WorkerPool pool)
            implements MatrixRows {
        @Override
        public int rows() {
            return Math.toIntExact(measured.view().info().rows());
        }

        @Override
        public int columns() {
            return Math.toIntExact(measured.view().info().columns());
        }

        @Override
        public void read(int first, int count, float[] into, Cancellation cancellation) {
            Salience salience = measured.salience(spec, cancellation);
            new TensorQuantizer(kernels, pool)
                    .quantize(
                            measured.view(),
                            spec,
                            salience,
                            first,
                            first + count,
                            cancellation,
                            () ->
                                    (row, weights, quantized) ->
                                            subtract(row - first, weights, quantized, into));
        }

        private static void subtract(
                long row, float[] weights, QuantizedRow quantized, float[] into) {
            int at = (int) row * weights.length;
            for (int i = 0; i < weights.length; i++) {
                into[at + i] = quantized.restored[i] - weights[i];
            }
        }
    }

    /**
     * ŵ−w of values that something else gave, rounded to float32.
     *
     * @param given of the shape of {@code original}
     */
    record Difference(Original original, Original given) implements MatrixRows {
        @Override
        public int rows() {
            return original.rows();
        }

        @Override
        public int columns() {
            return original.columns();
        }

        @Override
        public void read(int first, int count, float[] into, Cancellation cancellation) {
            float[] weights = new float[count * columns()];
            original.read(first, count, weights, cancellation);
            given.read(first, count, into, cancellation);
            for (int i = 0; i < weights.length; i++) {
                into[i] -= weights[i];
            }
        }
    }
}
