package org.quantoscope.export;

import org.quantoscope.quant.NonFiniteWeightsException;

/** Refuses rows with NaN or infinities where no pass over the weights has looked for them. */
final class FiniteRows {
    private static final int EXPONENT = 0x7f800000;

    private FiniteRows() {}

    /**
     * Comparisons pass NaN over, so no parameter would show it.
     *
     * @param index of the row
     * @throws NonFiniteWeightsException with the first position
     */
    static void require(String tensor, float[] row, int columns, long index) {
        int largest = 0;
        for (int i = 0; i < columns; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(row[i]) & EXPONENT);
        }
        if (largest == EXPONENT) {
            int at = 0;
            while (Float.isFinite(row[at])) {
                at++;
            }
            throw new NonFiniteWeightsException(tensor, 1, index, at);
        }
    }
}
