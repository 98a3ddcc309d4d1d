package org.quantoscope.quant;

import org.quantoscope.kernel.BlockType;

/** The bytes that a stock format spends on one quantized tensor (formats.md §1–4). */
final class StockSize {
    private static final long WORD_BYTES = 4;

    /** {@code weight_shape}: two I64. */
    private static final long SHAPE_BYTES = 16;

    private StockSize() {}

    /**
     * Sizes a tensor.
     *
     * @param spec of a layout other than the package's
     */
    static StoredSize of(QuantizationSpec spec, long rows, int columns) {
        int bits = spec.bits().bits();
        long groups = rows * spec.groupSize().groupsPerRow(columns);
        return switch (spec.layout()) {
            case PACK_QUANTIZED -> {
                boolean zeros = spec.scheme() == Scheme.ZERO_POINT;
                long zeroWords = zeros ? words(rows * bits) * (groups / Math.max(1, rows)) : 0;
                yield size(
                        rows * words((long) columns * bits) * WORD_BYTES,
                        groups * spec.parameters().bytes() + zeroWords * WORD_BYTES + SHAPE_BYTES);
            }
            case GPTQ -> {
                long perRow = groups / Math.max(1, rows);
                yield size(
                        words((long) columns * bits) * rows * WORD_BYTES,
                        groups * spec.parameters().bytes()
                                + perRow * words(rows * bits) * WORD_BYTES
                                + columns * WORD_BYTES);
            }
            case AWQ -> {
                long perRow = groups / Math.max(1, rows);
                yield size(
                        columns * words(rows * bits) * WORD_BYTES,
                        groups * spec.parameters().bytes()
                                + perRow * words(rows * bits) * WORD_BYTES);
            }
            default -> {
                BlockType type = spec.layout().blocks().orElseThrow();
                long blocks = rows * columns / BlockType.WEIGHTS;
                long codes = blocks * BlockType.WEIGHTS * bits / Byte.SIZE;
                yield size(codes, blocks * type.bytes() - codes);
            }
        };
    }

    private static long words(long bits) {
        return Math.ceilDiv(bits, WORD_BYTES * Byte.SIZE);
    }

    private static StoredSize size(long codeBytes, long parameterBytes) {
        return new StoredSize(codeBytes, 0, parameterBytes, 0, PlacesEncoding.NONE, 0, 0, 0);
    }
}
