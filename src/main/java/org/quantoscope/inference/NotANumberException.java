package org.quantoscope.inference;

import org.quantoscope.quant.NonFiniteWeightsException;

/** Weights that no model can be run with: some are NaN or infinite. */
public final class NotANumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotANumberException(String tensor, NonFiniteWeightsException cause) {
        this(tensor, cause.firstRow());
        initCause(cause);
    }

    NotANumberException(String tensor, long row) {
        super(
                tensor
                        + ": holds NaN or infinite weights, first in row "
                        + row
                        + "; no model can be run with them, kept or quantized: take a sound copy of"
                        + " the checkpoint");
    }
}
