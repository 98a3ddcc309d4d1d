package org.quantoscope.quant;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs the group quantizer over the rows of a tensor, on all threads of a pool.
 *
 * <p>Rows are cut into slices of a fixed size; each slice has its own sink, which sees its rows in
 * order, and the sinks come back in order of the rows: what callers make of them does not depend on
 * the number of threads.
 */
public final class TensorQuantizer {
    private final Kernels kernels;
    private final WorkerPool pool;

    /** Takes the rows of one slice, in order. */
    @FunctionalInterface
    public interface RowSink {
        /**
         * @param row number of the row in the tensor
         * @param original its weights; overwritten after the call
         * @param quantized the quantized row; overwritten after the call
         */
        void accept(long row, float[] original, QuantizedRow quantized);
    }

    public TensorQuantizer(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /**
     * Quantizes every row; see {@link #quantize(TensorView, QuantizationSpec, Salience, long, long,
     * Cancellation, Supplier)}.
     */
    public <S extends RowSink> List<S> quantize(
            TensorView view,
            QuantizationSpec spec,
            Salience salience,
            Cancellation cancellation,
            Supplier<S> newSink) {
        return quantize(view, spec, salience, 0, view.info().rows(), cancellation, newSink);
    }

    /**
     * Quantizes rows [firstRow, endRow).
     *
     * @param salience threshold of the whole tensor for the specification's α
     * @param newSink makes the sink of a slice; called once per slice
     * @return the sinks, in order of their rows
     * @throws UnquantizableTensorException if a row is too long or a parameter overflows
     */
    public <S extends RowSink> List<S> quantize(
            TensorView view,
            QuantizationSpec spec,
            Salience salience,
            long firstRow,
            long endRow,
            Cancellation cancellation,
            Supplier<S> newSink) {
        RowReader reader = new RowReader(view, kernels);
        RowSlices slices = new RowSlices(reader, firstRow, endRow);
        List<S> sinks = new ArrayList<>();
        for (int i = 0; i < slices.count(); i++) {
            sinks.add(newSink.get());
        }
        slices.forEach(
                pool,
                cancellation,
                slice -> {
                    GroupQuantizer quantizer =
                            new GroupQuantizer(
                                    reader.info().name(),
                                    spec,
                                    salience.threshold(),
                                    reader.columns(),
                                    kernels);
                    QuantizedRow quantized = quantizer.newRow();
                    S sink = sinks.get(slice);
                    return (row, weights) -> {
                        quantizer.quantize(row, weights, quantized);
                        sink.accept(row, weights, quantized);
                    };
                });
        return sinks;
    }
}
