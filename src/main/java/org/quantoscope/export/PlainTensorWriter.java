package org.quantoscope.export;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Writes one tensor as plain values in stored order: restored from its codes, converted, or both.
 */
final class PlainTensorWriter {
    private static final long WEIGHTS_PER_WINDOW = 2L << 20;
    private static final int ELEMENTS_PER_BLOCK = 1 << 16;

    private final ExportContext context;
    private final ShardFile shard;
    private final TensorInfo info;
    private final ValueEncoder encoder;

    /** What values are rounded to before they are encoded. */
    private final ValueEncoder first;

    PlainTensorWriter(ExportContext context, ShardFile shard, TensorInfo info, DType type) {
        this(context, shard, info, type, DType.F32);
    }

    /**
     * @param type of the values in the file
     * @param rounded type that unquantized values are rounded to first; F32 where they are not
     */
    PlainTensorWriter(
            ExportContext context, ShardFile shard, TensorInfo info, DType type, DType rounded) {
        this.context = context;
        this.shard = shard;
        this.info = info;
        this.encoder = new ValueEncoder(info.name(), type);
        this.first = new ValueEncoder(info.name(), rounded);
    }

    /** Some consecutive rows of values, encoded. */
    private final class EncodedRows implements TensorQuantizer.RowSink {
        private final int columns = (int) info.columns();
        private final ByteStream bytes = new ByteStream(columns * encoder.bytes());

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            add(quantized.restored, 0);
        }

        void add(float[] values, int from) {
            int at = bytes.extend(Math.multiplyExact(columns, encoder.bytes()));
            encoder.encode(values, from, columns, MemorySegment.ofArray(bytes.array()), at);
        }
    }

    /** Quantizes and writes what the codes stand for. */
    void writeQuantized(TensorView view, QuantizationSpec spec) throws IOException {
        Salience salience =
                WeightDistribution.of(
                                view, context.kernels(), context.pool(), context.cancellation())
                        .salience(spec.alpha(), context.cancellation());
        TensorQuantizer quantizer = new TensorQuantizer(context.kernels(), context.pool());
        long rows = info.rows();
        if (info.transposed()) {
            StoredOrder scratch = new StoredOrder(context.folder(), info, encoder);
            try {
                quantizer.quantize(
                        view, spec, salience, context.cancellation(), () -> scratch.newSink());
                submit(scratch);
            } catch (RuntimeException | Error e) {
                scratch.close();
                throw e;
            }
            return;
        }
        begin();
        long rowsPerWindow = Math.max(1, WEIGHTS_PER_WINDOW / info.columns());
        for (long row = 0; row < rows; row += rowsPerWindow) {
            long end = Math.min(rows, row + rowsPerWindow);
            List<EncodedRows> slices =
                    quantizer.quantize(
                            view,
                            spec,
                            salience,
                            row,
                            end,
                            context.cancellation(),
                            EncodedRows::new);
            submit(slices, end - row);
        }
        end();
    }

    /** Writes the values of a view as they are, for example those of a package. */
    void writeRows(TensorView view) throws IOException {
        RowReader reader = new RowReader(view, context.kernels());
        int columns = reader.columns();
        float[] row = new float[columns];
        if (info.transposed()) {
            StoredOrder scratch = new StoredOrder(context.folder(), info, encoder);
            try {
                for (long r = 0; r < reader.rows(); r++) {
                    context.cancellation().check();
                    reader.read(r, 1, row);
                    first.round(row, columns);
                    scratch.set(r, row);
                }
                submit(scratch);
            } catch (RuntimeException | Error e) {
                scratch.close();
                throw e;
            }
            return;
        }
        begin();
        long rowsPerWindow = Math.max(1, WEIGHTS_PER_WINDOW / columns);
        for (long r = 0; r < reader.rows(); r += rowsPerWindow) {
            EncodedRows rows = new EncodedRows();
            long count = Math.min(rowsPerWindow, reader.rows() - r);
            for (long i = 0; i < count; i++) {
                context.cancellation().check();
                reader.read(r + i, 1, row);
                first.round(row, columns);
                rows.add(row, 0);
            }
            submit(List.of(rows), count);
        }
        end();
    }

    /** Writes stored values in another type, in stored order whatever their orientation. */
    void writeConverted(MemorySegment data) throws IOException {
        begin();
        int from = info.dtype().bits() / 8;
        context.queue()
                .submit(() -> {
                    float[] values = new float[ELEMENTS_PER_BLOCK];
                    byte[] bytes = new byte[ELEMENTS_PER_BLOCK * encoder.bytes()];
                    long elements = info.elementCount();
                    for (long at = 0; at < elements; at += ELEMENTS_PER_BLOCK) {
                        context.cancellation().check();
                        int count = (int) Math.min(ELEMENTS_PER_BLOCK, elements - at);
                        widen(data, at * from, values, count);
                        first.round(values, count);
                        encoder.encode(values, 0, count, MemorySegment.ofArray(bytes), 0);
                        shard.write(bytes, 0, count * encoder.bytes());
                        context.counter().add((long) count * from, info.name());
                    }
                });
        end();
    }

    /** Writes the source's bytes. */
    void writeCopied(MemorySegment data) throws IOException {
        begin();
        context.queue()
                .submit(() -> {
                    long step = 1 << 20;
                    for (long at = 0; at < data.byteSize(); at += step) {
                        context.cancellation().check();
                        long count = Math.min(step, data.byteSize() - at);
                        shard.write(data.asSlice(at, count));
                        context.counter().add(count, info.name());
                    }
                });
        end();
    }

    private void widen(MemorySegment data, long byteOffset, float[] into, int count) {
        switch (info.dtype()) {
            case F32 -> context.kernels().widenF32(data, byteOffset, into, 0, count);
            case F16 -> context.kernels().widenF16(data, byteOffset, into, 0, count);
            case BF16 -> context.kernels().widenBf16(data, byteOffset, into, 0, count);
            default -> throw new IllegalArgumentException("no values: " + info.dtype());
        }
    }

    private void begin() throws IOException {
        context.queue().submit(() -> shard.begin(info.name(), encoder.type()));
    }

    private void end() throws IOException {
        context.queue().submit(() -> shard.end(info.shape()));
    }

    private void submit(List<EncodedRows> slices, long rows) throws IOException {
        long sourceBytes = info.byteCount() / Math.max(1, info.rows()) * rows;
        context.queue()
                .submit(() -> {
                    for (EncodedRows slice : slices) {
                        shard.write(slice.bytes.array(), 0, slice.bytes.size());
                    }
                    context.counter().add(sourceBytes, info.name());
                });
    }

    private void submit(StoredOrder scratch) throws IOException {
        begin();
        context.queue()
                .submit(() -> {
                    try (scratch) {
                        shard.write(scratch.bytes());
                    }
                    context.counter().add(info.byteCount(), info.name());
                });
        end();
    }
}
