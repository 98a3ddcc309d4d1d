package org.quantoscope.export;

import org.quantoscope.quant.ParameterType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Scales as a file stores them, little-endian, at any place of their array. */
record StockScales(MemorySegment bytes, ParameterType type) {
    static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * @param element number in the array
     * @param scale rounded to the type
     */
    void set(long element, float scale) {
        int bits = type.storedBits(scale);
        if (type == ParameterType.F32) {
            bytes.set(WORD, element * Integer.BYTES, bits);
        } else {
            bytes.set(HALF, element * Short.BYTES, (short) bits);
        }
    }
}
