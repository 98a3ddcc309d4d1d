package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.quant.ParameterType;
import org.quantoscope.tensor.DType;

import java.util.Locale;

/**
 * One array that a package may store for a quantized tensor, in file order; package-format.md says
 * what each holds.
 */
public enum PackedStream {
    CODES,
    SALIENT_HIGH,
    SCALE,
    OFFSET,
    ZERO,
    SALIENT_SCALE,
    SALIENT_OFFSET,
    SALIENT_ZERO,
    SALIENT_UNARY,
    SALIENT_REMAINDERS,
    SALIENT_BITMAP,
    SALIENT_COUNTS,
    SALIENT_INDICES;

    /** Name of this array of a tensor in the file. */
    public String entryName(String tensor) {
        return tensor + "." + name().toLowerCase(Locale.ROOT);
    }

    /** Element type of the array. */
    public DType dtype(ParameterType parameters) {
        return switch (this) {
            case SCALE, OFFSET, SALIENT_SCALE, SALIENT_OFFSET -> parameters.dtype();
            default -> DType.U8;
        };
    }
}
