package org.quantoscope.kernel;

/**
 * A block of 32 weights that llama.cpp stores as an F16 scale, in some types an F16 minimum, and
 * codes (formats.md §4).
 *
 * <p>Types with a minimum spread their codes over [min, max]; those without give the weight of
 * greatest magnitude the code at the far end.
 */
public enum BlockType {
    Q4_0(4, false),
    Q4_1(4, true),
    Q5_0(5, false),
    Q5_1(5, true),
    Q8_0(8, false);

    /** Weights in a block. */
    public static final int WEIGHTS = 32;

    private final int bits;
    private final boolean hasMinimum;

    BlockType(int bits, boolean hasMinimum) {
        this.bits = bits;
        this.hasMinimum = hasMinimum;
    }

    /** Width of a code. */
    public int bits() {
        return bits;
    }

    /** Whether a minimum is stored besides the scale. */
    public boolean hasMinimum() {
        return hasMinimum;
    }

    /** Number of codes. */
    public int codeCount() {
        return 1 << bits;
    }

    /** The q of code 0: codes without a minimum are centred. */
    public int lowest() {
        return hasMinimum ? 0 : -(codeCount() / 2);
    }

    /** Stored bytes of a block: codes, scale and minimum. */
    public int bytes() {
        return WEIGHTS * bits / 8 + (hasMinimum ? 4 : 2);
    }
}
