package org.quantoscope.checkpoint.model;

/** A model that cannot be run, with one line that says what it is and what is missing. */
public final class UnsupportedModelException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message);
    }
}
