package org.quantoscope.export;

import org.quantoscope.checkpoint.gguf.BlockEncoder;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Computes the bytes of one tensor of a GGUF file, window by window, in the file's order. */
final class GgufTensorWriter {
    private static final long WEIGHTS_PER_WINDOW = 2L << 20;

    private final ExportContext context;
    private final GgufPart part;
    private final TensorInfo info;
    private final GgmlType type;
    private final int columns;
    private final int rowBytes;

    GgufTensorWriter(ExportContext context, GgufPart part, GgufPlan.Target target) {
        this.context = context;
        this.part = part;
        this.info = target.planned().tensor();
        this.type = target.entry().type();
        this.columns = Math.toIntExact(info.columns());
        this.rowBytes = Math.multiplyExact(columns / type.weightsPerBlock(), type.bytesPerBlock());
    }

    /** Consecutive rows of one slice, encoded. */
    private abstract class EncodedRows implements TensorQuantizer.RowSink, RowSlices.RowVisitor {
        private final ByteStream bytes = new ByteStream(rowBytes);

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            encode(original, quantized, row, bytes.extend(rowBytes));
        }

        @Override
        public void visit(long row, float[] weights) {
            values(weights, bytes.extend(rowBytes));
        }

        @Override
        public void end() {}

        abstract void encode(float[] original, QuantizedRow quantized, long row, int at);

        abstract void values(float[] values, int at);

        final byte[] array() {
            return bytes.array();
        }
    }

    private final class Blocks extends EncodedRows {
        @Override
        void encode(float[] original, QuantizedRow quantized, long row, int at) {
            FiniteRows.require(info.name(), original, columns, row);
            BlockEncoder.encode(
                    type,
                    quantized.codes,
                    columns,
                    quantized.parameters.scale,
                    quantized.parameters.offset,
                    array(),
                    at);
        }

        @Override
        void values(float[] values, int at) {
            throw new IllegalStateException("blocks are made of codes");
        }
    }

    private final class Values extends EncodedRows {
        private final ValueEncoder encoder =
                new ValueEncoder(info.name(), DType.valueOf(type.name()));

        @Override
        void encode(float[] original, QuantizedRow quantized, long row, int at) {
            values(quantized.restored, at);
        }

        @Override
        void values(float[] values, int at) {
            encoder.encode(values, 0, columns, MemorySegment.ofArray(array()), at);
        }
    }

    private EncodedRows newRows() {
        return type.weightsPerBlock() > 1 ? new Blocks() : new Values();
    }

    /**
     * Quantizes.
     *
     * @param view in the file's order of rows
     */
    void writeQuantized(TensorView view, QuantizationSpec spec) throws IOException {
        Salience salience =
                spec.alpha().value() == 0
                        ? new Salience(
                                spec.alpha(), Float.POSITIVE_INFINITY, 0, info.elementCount())
                        : WeightDistribution.of(
                                        view,
                                        context.kernels(),
                                        context.pool(),
                                        context.cancellation())
                                .salience(spec.alpha(), context.cancellation());
        TensorQuantizer quantizer = new TensorQuantizer(context.kernels(), context.pool());
        for (long row = 0; row < info.rows(); row += rowsPerWindow()) {
            long end = Math.min(info.rows(), row + rowsPerWindow());
            submit(
                    quantizer.quantize(
                            view, spec, salience, row, end, context.cancellation(), this::newRows),
                    end - row);
        }
    }

    /**
     * Rounds values to the type of the file.
     *
     * @param view in the file's order of rows
     */
    void writeValues(TensorView view) throws IOException {
        RowReader reader = new RowReader(view, context.kernels());
        for (long row = 0; row < info.rows(); row += rowsPerWindow()) {
            long end = Math.min(info.rows(), row + rowsPerWindow());
            RowSlices slices = new RowSlices(reader, row, end);
            List<EncodedRows> rows = new ArrayList<>();
            for (int i = 0; i < slices.count(); i++) {
                rows.add(newRows());
            }
            slices.forEach(context.pool(), context.cancellation(), rows::get);
            submit(rows, end - row);
        }
    }

    /** Takes the source's bytes. */
    void writeCopied(MemorySegment data) throws IOException {
        context.queue()
                .submit(() -> {
                    long step = 1 << 20;
                    for (long at = 0; at < data.byteSize(); at += step) {
                        context.cancellation().check();
                        long count = Math.min(step, data.byteSize() - at);
                        part.write(data.asSlice(at, count));
                        context.counter().add(count, info.name());
                    }
                });
    }

    private long rowsPerWindow() {
        return Math.max(1, WEIGHTS_PER_WINDOW / Math.max(1, columns));
    }

    private void submit(List<EncodedRows> slices, long rows) throws IOException {
        long sourceBytes = info.byteCount() / Math.max(1, info.rows()) * rows;
        context.queue()
                .submit(() -> {
                    for (EncodedRows slice : slices) {
                        part.write(slice.array(), 0, slice.bytes.size());
                    }
                    context.counter().add(sourceBytes, info.name());
                });
    }
}
