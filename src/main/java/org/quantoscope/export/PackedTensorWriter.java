package org.quantoscope.export;

import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.quant.GapStatistics;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Quantizes one tensor and hands its packed streams to the writing thread, window by window.
 *
 * <p>Codes go out while the next rows are computed; the other streams wait in spools, because the
 * file holds one after another.
 */
final class PackedTensorWriter {
    private static final long WEIGHTS_PER_WINDOW = 8L << 20;

    private final ExportContext context;
    private final TensorView view;
    private final QuantizationSpec spec;
    private final ShardFile shard;
    private final Map<PackedStream, Spool> spools = new EnumMap<>(PackedStream.class);
    private final BitSpool high;
    private final PlacesEncoder places;
    private final GapStatistics gaps = new GapStatistics();
    private final Fingerprint restored = new Fingerprint();
    private long entries;
    private long salientEntries;

    /**
     * A tensor as it was written.
     *
     * @param tensor what its metadata say
     * @param restored fingerprint of the values that its codes stand for
     */
    record Written(PackedTensor tensor, long restored) {}

    PackedTensorWriter(
            ExportContext context, TensorView view, QuantizationSpec spec, ShardFile shard) {
        this.context = context;
        this.view = view;
        this.spec = spec;
        this.shard = shard;
        this.high = new BitSpool(context.spools());
        this.places = new PlacesEncoder(context.spools(), context.pool());
    }

    Written write() throws IOException {
        boolean handedOver = false;
        try (places) {
            TensorInfo info = view.info();
            Salience salience =
                    WeightDistribution.of(
                                    view, context.kernels(), context.pool(), context.cancellation())
                            .salience(spec.alpha(), context.cancellation());
            submitCodes(info, salience);
            StoredSize size =
                    StoredSize.of(
                            spec, info.rows(), (int) info.columns(), entries, salientEntries, gaps);
            PackedTensor tensor = described(info, salience, size);
            spools.put(PackedStream.SALIENT_HIGH, high.finished());
            spools.putAll(places.encode(tensor, context.cancellation()));
            requireSizeLaw(tensor, size);
            context.queue().submit(() -> writeSpools(tensor));
            handedOver = true;
            return new Written(tensor, restored.value());
        } finally {
            if (!handedOver) {
                closeSpools();
            }
        }
    }

    private void submitCodes(TensorInfo info, Salience salience) throws IOException {
        int columns = (int) info.columns();
        TensorQuantizer quantizer = new TensorQuantizer(context.kernels(), context.pool());
        long rowsPerWindow = Math.max(1, WEIGHTS_PER_WINDOW / columns);
        String codes = PackedStream.CODES.entryName(info.name());
        context.queue().submit(() -> shard.begin(codes, DType.U8));
        for (long row = 0; row < info.rows(); row += rowsPerWindow) {
            long end = Math.min(info.rows(), row + rowsPerWindow);
            List<PackedRows> slices =
                    quantizer.quantize(
                            view,
                            spec,
                            salience,
                            row,
                            end,
                            context.cancellation(),
                            () -> packedRows(columns));
            for (PackedRows slice : slices) {
                collect(slice);
            }
            long bytes = info.byteCount() / info.rows() * (end - row);
            context.queue()
                    .submit(() -> {
                        for (PackedRows slice : slices) {
                            shard.write(slice.codes().array(), 0, slice.codes().size());
                            context.rows().add(slice);
                        }
                        context.counter().add(bytes, info.name());
                    });
        }
        long codeBytes = info.rows() * StoredSize.bytesOfBits((long) columns * spec.bits().bits());
        context.queue().submit(() -> endStream(codeBytes));
    }

    private PackedRows packedRows(int columns) {
        PackedRows spare = context.rows().poll();
        PackedRows rows = spare == null ? new PackedRows(context.kernels()) : spare;
        rows.begin(spec, columns);
        return rows;
    }

    private void collect(PackedRows slice) throws IOException {
        append(PackedStream.SCALE, slice.plain().scales);
        append(shift(spec.scheme(), false), slice.plain().shifts);
        append(PackedStream.SALIENT_SCALE, slice.salient().scales);
        boolean lobes = spec.salientGrid() == SalientGrid.LOBES;
        append(shift(lobes ? Scheme.AFFINE : spec.scheme(), true), slice.salient().shifts);
        entries += slice.plain().entries();
        salientEntries += slice.salient().entries();
        high.append(slice.high());
        gaps.append(slice.gaps());
        if (spec.alpha().value() > 0) {
            places.add(slice.places());
        }
        restored.append(slice.restored());
    }

    private static PackedStream shift(Scheme scheme, boolean salient) {
        if (scheme == Scheme.ZERO_POINT) {
            return salient ? PackedStream.SALIENT_ZERO : PackedStream.ZERO;
        }
        return salient ? PackedStream.SALIENT_OFFSET : PackedStream.OFFSET;
    }

    private void append(PackedStream stream, ByteStream part) throws IOException {
        if (part.size() > 0) {
            spools.computeIfAbsent(stream, s -> context.spools().open())
                    .append(part.array(), 0, part.size());
        }
    }

    private PackedTensor described(TensorInfo info, Salience salience, StoredSize size) {
        return new PackedTensor(
                info.name(),
                info.dtype(),
                info.shape(),
                info.transposed(),
                spec,
                salience.threshold(),
                gaps.count(),
                entries,
                salientEntries,
                size.places(),
                size.riceParameter(),
                size.unaryBits());
    }

    /** What the screen said that the tensor takes must be what it takes. */
    private void requireSizeLaw(PackedTensor tensor, StoredSize size) {
        long[] bytes = {0};
        tensor.streamBytes()
                .forEach((stream, length) -> {
                    Spool spool = spools.get(stream);
                    if (stream != PackedStream.CODES
                            && (spool == null || StoredSize.padded(spool.size()) != length)) {
                        throw new IllegalStateException(
                                tensor.name()
                                        + ": "
                                        + stream
                                        + " is not "
                                        + length
                                        + " bytes long");
                    }
                    bytes[0] += length;
                });
        if (bytes[0] != size.bytes()) {
            throw new IllegalStateException(
                    tensor.name() + ": " + bytes[0] + " bytes instead of " + size.bytes());
        }
    }

    private void writeSpools(PackedTensor tensor) throws IOException {
        try {
            for (PackedStream stream : tensor.streamBytes().keySet()) {
                Spool spool = spools.get(stream);
                if (stream != PackedStream.CODES && spool != null) {
                    shard.begin(stream.entryName(tensor.name()), stream.dtype(spec.parameters()));
                    spool.copyTo(shard::write);
                    endStream(spool.size(), stream.dtype(spec.parameters()).bits() / 8);
                }
            }
        } finally {
            closeSpools();
        }
    }

    private void endStream(long bytes) throws IOException {
        endStream(bytes, 1);
    }

    private void endStream(long bytes, int elementBytes) throws IOException {
        long padded = StoredSize.padded(bytes);
        shard.write(new byte[8], 0, (int) (padded - bytes));
        shard.end(Shape.of(padded / elementBytes));
    }

    private void closeSpools() throws IOException {
        high.close();
        for (Spool spool : spools.values()) {
            spool.close();
        }
    }
}
