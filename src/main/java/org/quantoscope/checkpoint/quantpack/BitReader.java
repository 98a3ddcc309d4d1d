package org.quantoscope.checkpoint.quantpack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Random access to a little-endian bit stream: bit i is bit i mod 8 of byte i / 8.
 *
 * <p>Reads whole 64-bit words, which streams padded to multiples of 8 bytes permit. Immutable.
 *
 * @param stream padded to a multiple of 8 bytes
 */
record BitReader(MemorySegment stream) {
    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** {@code count} bits from bit {@code at} on; {@code count} from 0 to 64. */
    long bits(long at, int count) {
        if (count == 0) {
            return 0;
        }
        long byteOffset = (at >>> 6) << 3;
        int shift = (int) (at & 63);
        long value = stream.get(LONG, byteOffset) >>> shift;
        if (shift + count > 64) {
            value |= stream.get(LONG, byteOffset + 8) << (64 - shift);
        }
        return count == 64 ? value : value & ((1L << count) - 1);
    }

    /** What is left of the 64-bit word that holds bit {@code at}, from that bit on. */
    long from(long at) {
        return stream.get(LONG, (at >>> 6) << 3) >>> (at & 63);
    }

    /**
     * Place of the next one from bit {@code at} on, before {@code end}.
     *
     * @return {@code end} where there is none
     */
    long nextOne(long at, long end) {
        for (long bit = at; bit < end; bit = (bit | 63) + 1) {
            long word = stream.get(LONG, (bit >>> 6) << 3) >>> (bit & 63);
            if (word != 0) {
                return Math.min(end, bit + Long.numberOfTrailingZeros(word));
            }
        }
        return end;
    }
}
