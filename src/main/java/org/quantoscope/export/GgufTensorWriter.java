package org.quantoscope.export;

import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.kernel.BlockType;
import org.quantoscope.quant.BlockRows;
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
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Computes the bytes of one tensor of a GGUF file, piece by piece on all threads. */
final class GgufTensorWriter {
    private static final int COPIED_BYTES = 1 << 20;

    private final ExportContext context;
    private final GgufPart part;
    private final int index;
    private final TensorInfo info;
    private final GgmlType type;
    private final int columns;
    private final int rowBytes;

    /**
     * @param index of the tensor in the file
     */
    GgufTensorWriter(ExportContext context, GgufPart part, int index, GgufPlan.Target target) {
        this.context = context;
        this.part = part;
        this.index = index;
        this.info = target.planned().tensor();
        this.type = target.entry().type();
        this.columns = Math.toIntExact(info.columns());
        this.rowBytes = Math.multiplyExact(columns / type.weightsPerBlock(), type.bytesPerBlock());
    }

    /** Consecutive rows, encoded and then written as one piece. */
    private abstract class EncodedRows implements TensorQuantizer.RowSink, RowSlices.RowVisitor {
        private final GgufPart.Tensor target;
        private final int slice;
        private final long firstRow;
        private final ByteStream bytes;

        EncodedRows(GgufPart.Tensor target, RowSlices slices, int slice) {
            this.target = target;
            this.slice = slice;
            this.firstRow = slice * slices.rowsPerSlice();
            long rows = Math.min(info.rows() - firstRow, slices.rowsPerSlice());
            this.bytes = new ByteStream(Math.toIntExact(rows * rowBytes));
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            encode(row, quantized.restored, bytes.extend(rowBytes));
        }

        @Override
        public void visit(long row, float[] weights) {
            encode(row, weights, bytes.extend(rowBytes));
        }

        @Override
        public void end() {
            try {
                target.write(slice, firstRow * rowBytes, bytes.array(), bytes.size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            context.counter()
                    .add(
                            info.byteCount() / Math.max(1, info.rows()) * bytes.size() / rowBytes,
                            info.name());
        }

        abstract void encode(long row, float[] values, int at);

        final byte[] array() {
            return bytes.array();
        }
    }

    private final class Blocks extends EncodedRows {
        private final BlockRows rows;

        Blocks(BlockType type, GgufPart.Tensor target, RowSlices slices, int slice) {
            super(target, slices, slice);
            rows = new BlockRows(info.name(), type, context.kernels());
        }

        @Override
        void encode(long row, float[] values, int at) {
            rows.encode(row, values, array(), at);
        }
    }

    private final class Values extends EncodedRows {
        private final ValueEncoder encoder =
                new ValueEncoder(info.name(), DType.valueOf(type.name()));

        Values(GgufPart.Tensor target, RowSlices slices, int slice) {
            super(target, slices, slice);
        }

        @Override
        void encode(long row, float[] values, int at) {
            encoder.encode(values, 0, columns, MemorySegment.ofArray(array()), at);
        }
    }

    /**
     * Writes the values that codes stand for.
     *
     * @param original in its own order of rows
     * @param view in the file's
     */
    void writeRestored(TensorView original, TensorView view, QuantizationSpec spec)
            throws IOException {
        Salience salience =
                spec.alpha().value() == 0
                        ? new Salience(
                                spec.alpha(), Float.POSITIVE_INFINITY, 0, info.elementCount())
                        : WeightDistribution.of(
                                        original,
                                        context.kernels(),
                                        context.pool(),
                                        context.cancellation())
                                .salience(spec.alpha(), context.cancellation());
        TensorQuantizer quantizer = new TensorQuantizer(context.kernels(), context.pool());
        RowSlices slices = slices(view);
        GgufPart.Tensor target = part.open(index, slices.count());
        writing(() ->
                quantizer.quantize(
                        view,
                        List.of(new TensorQuantizer.Setting(spec, salience)),
                        context.cancellation(),
                        slice -> List.of(new Values(target, slices, slice))));
        target.end();
    }

    /**
     * Writes blocks.
     *
     * @param view in the file's order of rows
     */
    void writeBlocks(TensorView view, BlockType blocks) throws IOException {
        writeRows(view, (target, slices, slice) -> new Blocks(blocks, target, slices, slice));
    }

    /**
     * Rounds values to the type of the file.
     *
     * @param view in the file's order of rows
     */
    void writeValues(TensorView view) throws IOException {
        writeRows(view, Values::new);
    }

    /** Makes the rows of a slice. */
    @FunctionalInterface
    private interface Rows {
        EncodedRows of(GgufPart.Tensor target, RowSlices slices, int slice);
    }

    private void writeRows(TensorView view, Rows rows) throws IOException {
        RowSlices slices = slices(view);
        GgufPart.Tensor target = part.open(index, slices.count());
        writing(() ->
                slices.forEach(
                        context.pool(),
                        context.cancellation(),
                        slice -> rows.of(target, slices, slice)));
        target.end();
    }

    /** Takes the source's bytes. */
    void writeCopied(MemorySegment data) throws IOException {
        int count = Math.toIntExact(Math.ceilDiv(data.byteSize(), COPIED_BYTES));
        GgufPart.Tensor target = part.open(index, count);
        writing(() ->
                context.pool()
                        .forEach(
                                count, context.cancellation(), piece -> copy(data, piece, target)));
        target.end();
    }

    private void copy(MemorySegment data, int piece, GgufPart.Tensor target) {
        long at = (long) piece * COPIED_BYTES;
        byte[] bytes = new byte[(int) Math.min(COPIED_BYTES, data.byteSize() - at)];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        try {
            target.write(piece, at, bytes, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.counter().add(bytes.length, info.name());
    }

    private RowSlices slices(TensorView view) {
        return new RowSlices(new RowReader(view, context.kernels()), 0, info.rows());
    }

    private static void writing(Runnable onAllThreads) throws IOException {
        try {
            onAllThreads.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
