package org.quantoscope.quant;

/**
 * The bytes that a file spends on one quantized tensor: our own package stream by stream, a stock
 * format in codes and parameters.
 *
 * <p>Every stream of a package is padded with zeros to a multiple of 8 bytes, which keeps all data
 * of a file aligned; the padding is counted.
 *
 * @param codeBytes codes of all weights at the common width, each row starting on a byte
 * @param salientHighBytes upper bits of salient codes that are wider than the common width
 * @param parameterBytes scales, offsets and zero points of the non-salient class
 * @param salientParameterBytes the same of the salient class
 * @param places how the places of the salient weights are stored
 * @param riceParameter k of the Rice code; 0 for other encodings
 * @param unaryBits length in bits of the Rice code's unary stream; 0 for other encodings
 * @param placeBytes bytes of the places
 */
public record StoredSize(
        long codeBytes,
        long salientHighBytes,
        long parameterBytes,
        long salientParameterBytes,
        PlacesEncoding places,
        int riceParameter,
        long unaryBits,
        long placeBytes) {

    /** Everything the file spends on the tensor, in bytes. */
    public long bytes() {
        return codeBytes + salientHighBytes + parameterBytes + salientParameterBytes + placeBytes;
    }

    /** Stored bits per weight. */
    public double bitsPerWeight(long weights) {
        return weights == 0 ? 0 : 8.0 * bytes() / weights;
    }

    /**
     * Sizes a quantized tensor.
     *
     * @param rows rows [out]
     * @param columns weights per row [in]
     * @param entries parameter sets of the non-salient class that are stored: one per group with
     *     members
     * @param salientEntries the same of the salient class
     * @param gaps places of the salient weights
     */
    public static StoredSize of(
            QuantizationSpec spec,
            long rows,
            int columns,
            long entries,
            long salientEntries,
            GapStatistics gaps) {
        if (spec.layout() != BlockLayout.PACKAGE) {
            return StockSize.of(spec, rows, columns);
        }
        long weights = rows * columns;
        long salient = gaps.count();
        int bits = spec.bits().bits();
        int extra = Math.max(0, spec.salientWidth().bits() - bits);
        long codes = padded(rows * bytesOfBits((long) columns * bits));
        long high = padded(bytesOfBits(salient * extra));
        boolean lobes = spec.salientGrid() == SalientGrid.LOBES;
        long parameters = parameterBytes(spec, false, entries);
        long salientParameters = parameterBytes(spec, lobes, salientEntries);
        if (salient == 0) {
            return new StoredSize(
                    codes, high, parameters, salientParameters, PlacesEncoding.NONE, 0, 0, 0);
        }
        PlacesEncoding best = PlacesEncoding.RICE;
        int k = bestRiceParameter(gaps);
        long unary = gaps.unaryBits(k);
        long bytes = padded(bytesOfBits(unary)) + padded(bytesOfBits(salient * k));
        long bitmap = padded(bytesOfBits(weights));
        if (bitmap < bytes) {
            best = PlacesEncoding.BITMAP;
            bytes = bitmap;
        }
        int groupSize = spec.groupSize().in(columns);
        long groups = rows * spec.groupSize().groupsPerRow(columns);
        long lists =
                padded(bytesOfBits(groups * countBits(groupSize)))
                        + padded(bytesOfBits(salient * indexBits(groupSize)));
        if (lists < bytes) {
            best = PlacesEncoding.LISTS;
            bytes = lists;
        }
        boolean rice = best == PlacesEncoding.RICE;
        return new StoredSize(
                codes,
                high,
                parameters,
                salientParameters,
                best,
                rice ? k : 0,
                rice ? unary : 0,
                bytes);
    }

    /** Bits of a salient count in a group list: enough for 0 … groupSize. */
    public static int countBits(int groupSize) {
        return 32 - Integer.numberOfLeadingZeros(groupSize);
    }

    /** Bits of an index in a group list: enough for 0 … groupSize − 1. */
    public static int indexBits(int groupSize) {
        return 32 - Integer.numberOfLeadingZeros(groupSize - 1);
    }

    public static long bytesOfBits(long bits) {
        return (bits + 7) >>> 3;
    }

    /** {@code bytes} rounded up to a multiple of 8. */
    public static long padded(long bytes) {
        return (bytes + 7) & ~7L;
    }

    private static long parameterBytes(QuantizationSpec spec, boolean lobes, long entries) {
        long scales = padded(entries * spec.parameters().bytes());
        if (lobes || spec.scheme() == Scheme.AFFINE) {
            return 2 * scales;
        }
        return spec.scheme() == Scheme.ZERO_POINT ? scales + padded(entries) : scales;
    }

    private static int bestRiceParameter(GapStatistics gaps) {
        int best = 0;
        long bestBits = Long.MAX_VALUE;
        for (int k = 0; k <= GapStatistics.MAX_RICE_PARAMETER; k++) {
            long bits = gaps.unaryBits(k) + k * gaps.count();
            if (bits < bestBits) {
                bestBits = bits;
                best = k;
            }
        }
        return best;
    }
}
