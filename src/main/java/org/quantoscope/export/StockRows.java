package org.quantoscope.export;

import org.quantoscope.quant.QuantizedRow;

/**
 * Fills the arrays of one matrix in a stock format with quantized rows; rows may come from several
 * threads, each once.
 */
interface StockRows {
    /** Takes the rows of one thread, in order and without gaps. */
    @FunctionalInterface
    interface Filler {
        void fill(long row, QuantizedRow quantized);

        /** After the last of its rows, on the same thread. */
        default void end() {}
    }

    Filler newFiller();

    /** After the last row: what needs all of them. */
    void finish();
}
