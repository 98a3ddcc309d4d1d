package org.quantoscope.checkpoint.quantized;

/**
 * Codes, zero points and scales of one matrix [out, in], wherever its format keeps them.
 *
 * <p>All numbers are those of the stored, unsigned codes: the value is (code − zero point) · scale.
 */
interface QuantizedMatrix {
    int columns();

    /** How many groups of columns share a scale and a zero point. */
    int groups();

    /** Group of every column. */
    int[] groupOfColumn();

    int code(long row, int column);

    int zeroPoint(long row, int group);

    float scale(long row, int group);
}
