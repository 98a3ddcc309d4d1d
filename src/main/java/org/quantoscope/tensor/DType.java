package org.quantoscope.tensor;

import java.util.Arrays;
import java.util.Optional;

/**
 * Element type of a tensor as a checkpoint stores it, under its safetensors name.
 *
 * <p>Promises the exact width in bits; which values the bits mean is left to the readers of the
 * three analysable types.
 */
public enum DType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    C64(64),
    F64(64),
    I64(64),
    U64(64),

    /** Bytes that only their own file format understands, for example GGUF's IQ2_XXS. */
    OPAQUE(8);

    private final int bits;

    DType(int bits) {
        this.bits = bits;
    }

    /** Bits of one element; below 8 for the packed sub-byte types. */
    public int bits() {
        return bits;
    }

    /**
     * Whether the engine measures and quantizes tensors of this type; all others are carried
     * through untouched.
     */
    public boolean isAnalysable() {
        return this == F32 || this == F16 || this == BF16;
    }

    /** The type with this safetensors name, or empty where the name is unknown. */
    public static Optional<DType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type != OPAQUE && type.name().equals(name))
                .findFirst();
    }
}
