package org.quantoscope.quant;

import org.quantoscope.kernel.BlockType;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

        /** Called after the last row of the slice. */
        default void end() {}
    }

    /**
     * One of several specifications that rows are quantized with.
     *
     * @param salience threshold of the whole tensor for the specification's α
     */
    public record Setting(QuantizationSpec spec, Salience salience) {}

    /** Makes the sinks of a slice. */
    @FunctionalInterface
    public interface SliceSinks {
        /**
         * Called once per slice, on the thread that runs it.
         *
         * @param slice number of the slice, from 0
         * @return one sink per setting, in their order
         */
        List<? extends RowSink> open(int slice);
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
        run(
                reader,
                slices,
                List.of(new Setting(spec, salience)),
                cancellation,
                slice -> List.of(sinks.get(slice)));
        return sinks;
    }

    /** Number of slices that a tensor is cut into. */
    public int slices(TensorView view) {
        return wholeTensor(new RowReader(view, kernels)).count();
    }

    /**
     * Quantizes every row with each of several settings; a row is read once, and classified once
     * for settings that split it alike.
     *
     * @throws UnquantizableTensorException if a row is too long or a parameter overflows
     */
    public void quantize(
            TensorView view, List<Setting> settings, Cancellation cancellation, SliceSinks sinks) {
        RowReader reader = new RowReader(view, kernels);
        run(reader, wholeTensor(reader), settings, cancellation, sinks);
    }

    private static RowSlices wholeTensor(RowReader reader) {
        return new RowSlices(reader, 0, reader.rows());
    }

    private void run(
            RowReader reader,
            RowSlices slices,
            List<Setting> settings,
            Cancellation cancellation,
            SliceSinks sinks) {
        slices.forEach(
                pool, cancellation, slice -> new Visitor(reader, settings, sinks.open(slice)));
    }

    /** A stock format has no place for the last, shorter group of a row. */
    private static void refuseUnevenRows(TensorInfo tensor, QuantizationSpec spec) {
        int multiple = spec.layout().rowMultiple(spec);
        if (tensor.columns() % multiple != 0) {
            throw new UnquantizableTensorException(
                    tensor.name(),
                    "its rows of "
                            + tensor.columns()
                            + " weights are no multiple of "
                            + multiple
                            + ", which layout "
                            + spec.layout().key()
                            + " needs");
        }
    }

    /** Quantizes the rows of one slice. */
    private final class Visitor implements RowSlices.RowVisitor {
        private final List<RowQuantizer> quantizers = new ArrayList<>();
        private final List<? extends RowSink> sinks;
        private final QuantizedRow quantized;

        Visitor(RowReader reader, List<Setting> settings, List<? extends RowSink> sinks) {
            this.sinks = sinks;
            int columns = reader.columns();
            int groups = 1;
            Map<RowClasses.Split, RowClasses> bySplit = new HashMap<>();
            String tensor = reader.info().name();
            for (Setting setting : settings) {
                QuantizationSpec spec = setting.spec();
                refuseUnevenRows(reader.info(), spec);
                groups = Math.max(groups, spec.groupSize().groupsPerRow(columns));
                if (spec.layout().blocks().isPresent()) {
                    BlockType type = spec.layout().blocks().get();
                    quantizers.add(new BlockQuantizer(tensor, type, columns, kernels));
                    continue;
                }
                RowClasses classes =
                        bySplit.computeIfAbsent(
                                RowClasses.Split.of(spec, setting.salience(), columns),
                                split -> new RowClasses(kernels, split, columns));
                quantizers.add(new GroupQuantizer(tensor, spec, classes, kernels));
            }
            this.quantized = new QuantizedRow(columns, groups);
        }

        @Override
        public void visit(long row, float[] weights) {
            for (int i = 0; i < quantizers.size(); i++) {
                quantizers.get(i).quantize(row, weights, quantized);
                sinks.get(i).accept(row, weights, quantized);
            }
        }

        @Override
        public void end() {
            sinks.forEach(RowSink::end);
        }
    }
}
