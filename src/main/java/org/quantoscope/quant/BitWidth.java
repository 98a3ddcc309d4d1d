package org.quantoscope.quant;

import java.util.List;

/** Width of a code in bits: 2, 3, 4, 5, 6 or 8. */
public record BitWidth(int bits) {
    /** Every permitted width, narrowest first. */
    public static final List<BitWidth> CHOICES =
            List.of(2, 3, 4, 5, 6, 8).stream().map(BitWidth::new).toList();

    public BitWidth {
        if (bits < 2 || bits > 8 || bits == 7) {
            throw new IllegalArgumentException("bits must be 2, 3, 4, 5, 6 or 8, was " + bits);
        }
    }

    /** Largest unsigned code, 2^bits − 1. */
    public int maxCode() {
        return (1 << bits) - 1;
    }

    @Override
    public String toString() {
        return Integer.toString(bits);
    }
}
