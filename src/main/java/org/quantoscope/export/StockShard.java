package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.StoredArray;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the quantized matrices of one weight file in the arrays of a stock format. */
final class StockShard implements PackedShard {
    private final ExportContext context;
    private final ShardFile shard;
    private final StockTarget target;
    private final Set<ScratchArray> open = ConcurrentHashMap.newKeySet();
    private final List<ScratchArray> waiting = new ArrayList<>();

    StockShard(ExportContext context, ShardFile shard, StockTarget target) {
        this.context = context;
        this.shard = shard;
        this.target = target;
    }

    /** The rows of one slice. */
    private final class Slice implements TensorQuantizer.RowSink {
        private final TensorInfo tensor;
        private final int columns;
        private final StockRows.Filler filler;
        private final Fingerprint restored = new Fingerprint();
        private long rows;

        Slice(TensorInfo tensor, StockRows.Filler filler) {
            this.tensor = tensor;
            this.columns = Math.toIntExact(tensor.columns());
            this.filler = filler;
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            FiniteRows.require(tensor.name(), original, columns, row);
            filler.fill(row, quantized);
            restored.addRow(quantized.restored, 0, columns);
            rows++;
        }

        @Override
        public void end() {
            filler.end();
            context.counter().add(tensor.byteCount() / tensor.rows() * rows, tensor.name());
        }
    }

    @Override
    public long write(TensorView view, PlannedTensor planned) throws IOException {
        TensorInfo tensor = view.info();
        QuantizationSpec spec = (QuantizationSpec) planned.spec();
        List<ScratchArray> arrays = new ArrayList<>();
        for (StoredArray array : target.arrays(tensor, spec)) {
            ScratchArray scratch = new ScratchArray(context.folder(), array);
            open.add(scratch);
            arrays.add(scratch);
        }
        StockRows rows = target.rows(arrays, tensor, spec);
        // One class of weights: no threshold, so no pass to find one.
        Salience none =
                new Salience(spec.alpha(), Float.POSITIVE_INFINITY, 0, tensor.elementCount());
        List<Slice> slices =
                new TensorQuantizer(context.kernels(), context.pool())
                        .quantize(
                                view,
                                spec,
                                none,
                                context.cancellation(),
                                () -> new Slice(tensor, rows.newFiller()));
        rows.finish();
        for (ScratchArray array : arrays) {
            if (array.isEven()) {
                submit(array);
            } else {
                waiting.add(array);
            }
        }
        Fingerprint restored = new Fingerprint();
        slices.forEach(slice -> restored.append(slice.restored));
        return restored.value();
    }

    private void submit(ScratchArray array) throws IOException {
        context.queue()
                .submit(() -> {
                    array.writeTo(shard);
                    array.close();
                    open.remove(array);
                });
    }

    @Override
    public void flush(int bits) throws IOException {
        List<ScratchArray> wide =
                waiting.stream()
                        .filter(array -> array.array().dtype().bits() >= bits)
                        .sorted(Comparator.comparing(array -> -array.array().dtype().bits()))
                        .toList();
        for (ScratchArray array : wide) {
            submit(array);
        }
        waiting.removeAll(wide);
    }

    @Override
    public void close() {
        open.forEach(ScratchArray::close);
    }
}
