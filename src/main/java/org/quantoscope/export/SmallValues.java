package org.quantoscope.export;

import org.quantoscope.tensor.DType;

/**
 * Counts what rounding does to values below the least normal number of a type: some become 0, some
 * lose digits.
 */
final class SmallValues {
    private static final int MAGNITUDE = 0x7fffffff;

    private final ValueEncoder encoder;

    /** Bits of the type's least normal number as a float; 0 where nothing is rounded. */
    private final int leastNormal;

    private final float[] one = new float[1];
    private long vanishing;
    private long coarse;

    SmallValues(DType type) {
        this.encoder = new ValueEncoder("", type);
        this.leastNormal =
                switch (type) {
                    case F16 -> Float.floatToRawIntBits(0x1p-14f);
                    case BF16 -> Float.floatToRawIntBits(Float.MIN_NORMAL);
                    default -> 0;
                };
    }

    void count(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            int magnitude = Float.floatToRawIntBits(values[i]) & MAGNITUDE;
            if (magnitude < leastNormal && magnitude != 0) {
                add(values[i]);
            }
        }
    }

    private void add(float value) {
        one[0] = value;
        encoder.round(one, 1);
        if (one[0] == 0) {
            vanishing++;
        } else if (one[0] != value) {
            coarse++;
        }
    }

    /** Values other than 0 that became 0. */
    long vanishing() {
        return vanishing;
    }

    /** Values that stayed something else than 0, of fewer digits than before. */
    long coarse() {
        return coarse;
    }
}
