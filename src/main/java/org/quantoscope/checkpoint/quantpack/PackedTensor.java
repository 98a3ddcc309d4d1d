package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.Scheme;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a package's metadata say about one quantized tensor: enough to restore it from its streams.
 *
 * @param name of the tensor, as in the source
 * @param dtype of the source
 * @param shape of the source
 * @param transposed whether the source stores it [in, out]; streams run over rows [out] all the
 *     same
 * @param spec how it was quantized
 * @param threshold T: weights with a greater magnitude are salient
 * @param salientCount number of salient weights
 * @param entries stored parameter sets of the non-salient class
 * @param salientEntries stored parameter sets of the salient class
 * @param places how the places of the salient weights are stored
 * @param riceParameter k of the Rice code; 0 for other encodings
 * @param unaryBits bits of the Rice code's unary stream; 0 for other encodings
 */
public record PackedTensor(
        String name,
        DType dtype,
        Shape shape,
        boolean transposed,
        QuantizationSpec spec,
        float threshold,
        long salientCount,
        long entries,
        long salientEntries,
        PlacesEncoding places,
        int riceParameter,
        long unaryBits) {

    /** Weights per row [in]. */
    public int columns() {
        int last = shape.rank() - 1;
        long columns =
                shape.rank() == 0
                        ? 1
                        : transposed
                                ? shape.elementCount() / Math.max(1, shape.size(last))
                                : shape.size(last);
        return Math.toIntExact(columns);
    }

    /** Rows [out]. */
    public long rows() {
        return shape.elementCount() / Math.max(1, columns());
    }

    /** Weights that share non-salient parameters, whole rows resolved. */
    public int groupSize() {
        return spec.groupSize().in(columns());
    }

    public int groupsPerRow() {
        return spec.groupSize().groupsPerRow(columns());
    }

    /** Bytes of the codes of one row. */
    public long codeRowBytes() {
        return StoredSize.bytesOfBits((long) columns() * spec.bits().bits());
    }

    /** Bits of a salient code beyond those that lie among the codes. */
    public int highBits() {
        return Math.max(0, spec.salientWidth().bits() - spec.bits().bits());
    }

    /**
     * Every stream that the file holds for this tensor, in file order, with its length in bytes.
     */
    public Map<PackedStream, Long> streamBytes() {
        Map<PackedStream, Long> bytes = new EnumMap<>(PackedStream.class);
        put(bytes, PackedStream.CODES, rows() * codeRowBytes());
        put(bytes, PackedStream.SALIENT_HIGH, bits(salientCount * highBits()));
        Scheme scheme = spec.scheme();
        putParameters(bytes, scheme, false, entries);
        boolean lobes = spec.salientGrid() == SalientGrid.LOBES;
        putParameters(bytes, lobes ? Scheme.AFFINE : scheme, true, salientEntries);
        switch (places) {
            case NONE -> {}
            case RICE -> {
                put(bytes, PackedStream.SALIENT_UNARY, bits(unaryBits));
                put(bytes, PackedStream.SALIENT_REMAINDERS, bits(salientCount * riceParameter));
            }
            case BITMAP -> put(bytes, PackedStream.SALIENT_BITMAP, bits(shape.elementCount()));
            case LISTS -> {
                long groups = rows() * groupsPerRow();
                put(
                        bytes,
                        PackedStream.SALIENT_COUNTS,
                        bits(groups * StoredSize.countBits(groupSize())));
                put(
                        bytes,
                        PackedStream.SALIENT_INDICES,
                        bits(salientCount * StoredSize.indexBits(groupSize())));
            }
        }
        return bytes;
    }

    private void putParameters(
            Map<PackedStream, Long> bytes, Scheme scheme, boolean salient, long count) {
        long wide = count * spec.parameters().bytes();
        put(bytes, salient ? PackedStream.SALIENT_SCALE : PackedStream.SCALE, wide);
        switch (scheme) {
            case AFFINE ->
                    put(bytes, salient ? PackedStream.SALIENT_OFFSET : PackedStream.OFFSET, wide);
            case ZERO_POINT ->
                    put(bytes, salient ? PackedStream.SALIENT_ZERO : PackedStream.ZERO, count);
            case SYMMETRIC -> {}
        }
    }

    private static long bits(long bits) {
        return StoredSize.bytesOfBits(bits);
    }

    private static void put(Map<PackedStream, Long> bytes, PackedStream stream, long length) {
        if (length > 0) {
            bytes.put(stream, StoredSize.padded(length));
        }
    }
}
