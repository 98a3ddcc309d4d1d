package org.quantoscope.quant;

import org.quantoscope.tensor.DType;

/**
 * The type in which scales and offsets are stored; codes are computed from values rounded to it.
 */
public enum ParameterType implements Choice {
    F16("f16", DType.F16),
    BF16("bf16", DType.BF16),
    F32("f32", DType.F32);

    private final String key;
    private final DType dtype;

    ParameterType(String key, DType dtype) {
        this.key = key;
        this.dtype = dtype;
    }

    @Override
    public String key() {
        return key;
    }

    public DType dtype() {
        return dtype;
    }

    public int bytes() {
        return dtype.bits() / 8;
    }

    /** Distance from 1 to the next larger number. */
    float epsilon() {
        return switch (this) {
            case F16 -> 0x1p-10f;
            case BF16 -> 0x1p-7f;
            case F32 -> 0x1p-23f;
        };
    }

    /**
     * P(x) of method.md §3: x rounded half-even to this type, widened again; infinite where it
     * overflows; −0 becomes 0.
     */
    public float round(float x) {
        return switch (this) {
                    case F16 -> Float.float16ToFloat(Float.floatToFloat16(x));
                    case BF16 -> Float.intBitsToFloat(toBfloat16(x) << 16);
                    case F32 -> x;
                }
                + 0f;
    }

    /**
     * P(x) of a double, rounded once: by way of a float rounded to odd, which no second rounding
     * can shift.
     */
    public float round(double x) {
        float nearest = (float) x;
        if (this == F32 || nearest == x || !Float.isFinite(nearest)) {
            return round(nearest);
        }
        float towardZero =
                Math.abs((double) nearest) > Math.abs(x) ? Math.nextAfter(nearest, 0.0) : nearest;
        return round(Float.intBitsToFloat(Float.floatToRawIntBits(towardZero) | 1));
    }

    /**
     * The stored bits of a value that {@link #round} returned, in the low {@link #bytes()} bytes.
     */
    public int storedBits(float rounded) {
        return switch (this) {
            case F16 -> Float.floatToFloat16(rounded) & 0xffff;
            case BF16 -> Float.floatToRawIntBits(rounded) >>> 16;
            case F32 -> Float.floatToRawIntBits(rounded);
        };
    }

    private static int toBfloat16(float x) {
        int bits = Float.floatToRawIntBits(x);
        return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
    }
}
