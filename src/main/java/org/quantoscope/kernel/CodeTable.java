package org.quantoscope.kernel;

/**
 * The stored parameters of one class of weights in one row, in the form the inner loops want: one
 * entry per parameter set.
 *
 * <p>Entry i maps a weight w to q = clamp(rint((x − offset[i]) · inverse[i]), lowest[i],
 * highest[i]) and back to q · scale[i] + offset[i], where x is w, or |w| with the sign put back in
 * the end if {@link #lobes}. Every operation is rounded to float32, none is fused. The unsigned
 * code is q − lowest[i], with {@link #signBit} set for negative weights of a two-lobed class.
 * Mutable scratch of one thread.
 */
public final class CodeTable {
    public final float[] scale;

    /**
     * 1/scale, or 0 where the scale is 0, so that every code is the one of value {@code offset}.
     */
    public final float[] inverse;

    public final float[] offset;

    /** Smallest and largest q, whole numbers. */
    public final float[] lowest;

    public final float[] highest;

    /** Number of leading entries in use. */
    public int size;

    /** Number of codes, 2^bits: highest − lowest + 1, or twice that if {@link #lobes}. */
    public int codeCount;

    /** Code sign and magnitude instead of the signed weight. */
    public boolean lobes;

    /** Set in the code of a negative weight when {@link #lobes}: 2^(bits−1). */
    public int signBit;

    /** Weights per entry along the row; entry of weight i is i / groupSize. */
    public int groupSize = 1;

    public CodeTable(int capacity) {
        scale = new float[capacity];
        inverse = new float[capacity];
        offset = new float[capacity];
        lowest = new float[capacity];
        highest = new float[capacity];
    }

    /** Fills entry {@code i}; the inverse is 0 where 1/scale is not finite. */
    public void set(
            int i, float scaleValue, float offsetValue, float lowestCode, float highestCode) {
        float reciprocal = 1f / scaleValue;
        scale[i] = scaleValue;
        inverse[i] = Float.isFinite(reciprocal) ? reciprocal : 0f;
        offset[i] = offsetValue;
        lowest[i] = lowestCode;
        highest[i] = highestCode;
    }
}
