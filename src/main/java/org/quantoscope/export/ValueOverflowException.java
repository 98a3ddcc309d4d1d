package org.quantoscope.export;

import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.tensor.DType;

/** A value that does not fit the type chosen for the dequantized folder. */
public final class ValueOverflowException extends UnquantizableTensorException {
    private static final long serialVersionUID = 1L;

    ValueOverflowException(String tensor, DType type, float value) {
        super(
                tensor,
                "the value "
                        + value
                        + " overflows "
                        + type
                        + "; choose "
                        + (type == DType.F16 ? "bf16 or f32" : "f32"));
    }
}
