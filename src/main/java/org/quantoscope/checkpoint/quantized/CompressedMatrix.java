package org.quantoscope.checkpoint.quantized;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A matrix as compressed-tensors packs it: codes along in, zero points along out, scales [out,
 * groups] (formats.md §1, {@code pack-quantized}).
 *
 * @param codes [out, words]
 * @param zeroPoints [words, groups]; null where every one is the middle of the range
 * @param scales [out, groups]
 * @param words of a row's codes
 */
record CompressedMatrix(
        BitStream codes,
        @Nullable BitStream zeroPoints,
        ScaleMatrix scales,
        long words,
        int columns,
        int groups,
        int[] groupOfColumn)
        implements QuantizedMatrix {
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int code(long row, int column) {
        return codes.code(row * words, 1, column);
    }

    @Override
    public int zeroPoint(long row, int group) {
        return zeroPoints == null ? 1 << codes.bits() - 1 : zeroPoints.code(group, groups, row);
    }

    @Override
    public float scale(long row, int group) {
        return scales.at(row * groups + group);
    }

    /**
     * Finds the one scheme of the configuration that the parts' shapes fit: which targets it is
     * meant for need not be asked, for another scheme has another shape.
     */
    static Opened open(ModuleParts parts, QuantizationConfig config)
            throws MalformedCheckpointException {
        TensorInfo packed = parts.matrix("weight_packed", DType.I32);
        TensorInfo scaleInfo = parts.matrix("weight_scale", DType.F16, DType.BF16, DType.F32);
        if (parts.find("weight_g_idx").isPresent()) {
            throw parts.refuse("has columns in another order (weight_g_idx), which is not read");
        }
        long rows = packed.shape().size(0);
        long columns = columns(parts, rows);
        Optional<Fit> found = Optional.empty();
        for (QuantizationConfig.Scheme scheme : config.schemes()) {
            for (boolean padded : new boolean[] {false, true}) {
                Fit fit = new Fit(scheme.bits(), padded && 32 % scheme.bits() != 0);
                if (!fits(parts, packed, scaleInfo, columns, scheme, fit)
                        || found.filter(fit::equals).isPresent()) {
                    continue;
                }
                if (found.isPresent()) {
                    throw parts.refuse(
                            "fits "
                                    + found.get()
                                    + " as well as "
                                    + fit
                                    + "; its configuration does not tell which");
                }
                found = Optional.of(fit);
            }
        }
        if (found.isEmpty()) {
            throw parts.refuse(
                    "of "
                            + rows
                            + "×"
                            + columns
                            + " has packed codes "
                            + packed.shape()
                            + " and scales "
                            + scaleInfo.shape()
                            + ", which fit no scheme of its configuration");
        }
        return opened(parts, packed, Shape.of(rows, columns), found.get());
    }

    private record Fit(int bits, boolean padded) {
        @Override
        public String toString() {
            return bits + " bits" + (padded ? ", words padded" : "");
        }
    }

    private static boolean fits(
            ModuleParts parts,
            TensorInfo packed,
            TensorInfo scales,
            long columns,
            QuantizationConfig.Scheme scheme,
            Fit fit) {
        long size = scheme.groupSize() <= 0 ? columns : scheme.groupSize();
        return packed.shape().size(1) == BitStream.wordsFor(columns, fit.bits(), fit.padded())
                && columns % size == 0
                && scales.shape().size(1) == columns / size
                && scheme.symmetric() == parts.find("weight_zero_point").isEmpty();
    }

    private static Opened opened(ModuleParts parts, TensorInfo packed, Shape shape, Fit fit)
            throws MalformedCheckpointException {
        long rows = shape.size(0);
        long groups = parts.part("weight_scale").shape().size(1);
        Grouping grouping = Grouping.of(parts, shape.size(1), -1, groups);
        ScaleMatrix scales = parts.scales("weight_scale", Shape.of(rows, groups));
        @Nullable BitStream zeros = null;
        if (parts.find("weight_zero_point").isPresent()) {
            TensorInfo stored = parts.matrix("weight_zero_point", DType.I32);
            long words = BitStream.wordsFor(rows, fit.bits(), fit.padded());
            parts.requireShape(stored, "weight_zero_point", Shape.of(words, groups));
            zeros = new BitStream(parts.bytes(stored), fit.bits(), fit.padded());
        }
        @Nullable BitStream zeroPoints = zeros;
        BitStream codes = new BitStream(parts.bytes(packed), fit.bits(), fit.padded());
        return new Opened(
                shape,
                "compressed-tensors "
                        + fit.bits()
                        + " bit "
                        + grouping
                        + (zeroPoints == null ? "" : " asym"),
                () ->
                        new CompressedMatrix(
                                codes,
                                zeroPoints,
                                scales,
                                packed.shape().size(1),
                                Math.toIntExact(shape.size(1)),
                                Math.toIntExact(groups),
                                grouping.groupOfColumn()));
    }

    /** Of the stored shape, the only one of the parts' data that opening must read. */
    private static long columns(ModuleParts parts, long rows) throws MalformedCheckpointException {
        TensorInfo stored = parts.part("weight_shape");
        if (stored.dtype() != DType.I64 || !stored.shape().equals(Shape.of(2))) {
            throw parts.refuse("its weight_shape is not two I64");
        }
        MemorySegment shape = parts.bytes(stored);
        long columns = shape.get(LONG, Long.BYTES);
        if (shape.get(LONG, 0) != rows || columns <= 0 || columns > Integer.MAX_VALUE) {
            throw parts.refuse(
                    "says in weight_shape that it is "
                            + shape.get(LONG, 0)
                            + "×"
                            + columns
                            + "; its codes have "
                            + rows
                            + " rows");
        }
        return columns;
    }
}
