package org.quantoscope.export;

import org.quantoscope.checkpoint.quantpack.PackedStream;
import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts Rice-coded places into another encoding, to test encodings that small models never get. */
final class PlacesRewriter {
    /** Slices of so many rows, so that streams are joined within a word. */
    private static final int ROWS_PER_SLICE = 7;

    private final Path folder;
    private final QuantizationSpec spec;
    private final Shape shape;

    PlacesRewriter(Path folder, QuantizationSpec spec, Shape shape) {
        this.folder = folder;
        this.spec = spec;
        this.shape = shape;
    }

    Map<String, byte[]> rewrite(
            byte[] unary, byte[] remainders, int k, int count, PlacesEncoding encoding)
            throws IOException {
        BitSet places = places(BitSet.valueOf(unary), BitSet.valueOf(remainders), k, count);
        PackedTensor tensor =
                new PackedTensor(
                        "t", DType.F32, shape, false, spec, 0, count, 0, 0, encoding, 0, 0);
        Map<String, byte[]> streams = new TreeMap<>();
        try (WorkerPool pool = new WorkerPool(2);
                PlacesEncoder encoder = new PlacesEncoder(new Spools(folder), pool)) {
            int columns = tensor.columns();
            int rows = (int) tensor.rows();
            for (int row = 0; row < rows; row += ROWS_PER_SLICE) {
                int end = Math.min(rows, row + ROWS_PER_SLICE);
                BitStream slice = new BitStream();
                for (int i = row * columns; i < end * columns; i++) {
                    slice.append(places.get(i) ? 1 : 0, 1);
                }
                encoder.add(slice);
            }
            Map<PackedStream, Spool> encoded = encoder.encode(tensor, Cancellation.none());
            for (Map.Entry<PackedStream, Spool> stream : encoded.entrySet()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                stream.getValue().copyTo(bytes::write);
                stream.getValue().close();
                streams.put(stream.getKey().name().toLowerCase(Locale.ROOT), bytes.toByteArray());
            }
        }
        return streams;
    }

    private static BitSet places(BitSet unary, BitSet remainders, int k, int count) {
        BitSet places = new BitSet();
        int bit = 0;
        int place = -1;
        for (int i = 0; i < count; i++) {
            int one = unary.nextSetBit(bit);
            int gap = (one - bit) << k;
            for (int b = 0; b < k; b++) {
                gap += remainders.get(i * k + b) ? 1 << b : 0;
            }
            place += gap + 1;
            places.set(place);
            bit = one + 1;
        }
        return places;
    }
}
