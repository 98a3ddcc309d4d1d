package org.quantoscope.checkpoint.gguf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Type of a metadata value ({@code gguf_type} in llama.cpp); its ordinal is its number in a file.
 */
public enum GgufValueType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    private final int leastBytes;

    GgufValueType(int leastBytes) {
        this.leastBytes = leastBytes;
    }

    /** Bytes of a value; of a string or an array the least that one takes. */
    int leastBytes() {
        return leastBytes;
    }

    boolean isFixedSize() {
        return this != STRING && this != ARRAY;
    }

    boolean isWhole() {
        return isFixedSize() && this != FLOAT32 && this != FLOAT64 && this != BOOL;
    }

    static Optional<GgufValueType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.ordinal() == number).findFirst();
    }

    /** As people write it, for example {@code u32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT)
                .replace("uint", "u")
                .replace("int", "i")
                .replace("float", "f");
    }
}
