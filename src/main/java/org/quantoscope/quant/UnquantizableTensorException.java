package org.quantoscope.quant;

/**
 * A tensor that cannot be quantized as asked; the message is one line that names the tensor and
 * says what to do.
 */
public class UnquantizableTensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String tensor;

    /**
     * @param tensor its name
     * @param what why, and what to do
     */
    public UnquantizableTensorException(String tensor, String what) {
        super(tensor + ": " + what);
        this.tensor = tensor;
    }

    public String tensor() {
        return tensor;
    }
}
