package org.quantoscope.quant;

/** Quantizes the rows of one tensor under one specification; one per thread. */
interface RowQuantizer {
    /**
     * Quantizes one row.
     *
     * @param rowIndex its number in the tensor
     * @param weights the row; finite
     * @param result overwritten; of any row with as many weights and no fewer groups
     * @throws ParameterOverflowException if a parameter does not fit its type
     */
    void quantize(long rowIndex, float[] weights, QuantizedRow result);
}
