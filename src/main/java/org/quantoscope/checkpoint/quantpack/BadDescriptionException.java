package org.quantoscope.checkpoint.quantpack;

/** The description of one quantized tensor, refused by field; the message names the field. */
final class BadDescriptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String tensor;

    BadDescriptionException(String tensor, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.tensor = tensor;
    }

    /** Name of the tensor, as the metadata have it. */
    String tensor() {
        return tensor;
    }
}
