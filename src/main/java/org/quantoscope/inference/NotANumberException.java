package org.quantoscope.inference;

/** Weights that no model can be run with: some are NaN or infinite. */
public final class NotANumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotANumberException(String tensor, long row) {
        super(
                tensor
                        + ": holds NaN or infinite weights, first in row "
                        + row
                        + "; a model cannot be run with them");
    }
}
