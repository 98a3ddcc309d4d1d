package org.quantoscope.quant;

/**
 * A scale or offset that does not fit the parameter type (method.md §3); names tensor, row, group
 * and what to choose instead.
 */
public final class ParameterOverflowException extends UnquantizableTensorException {
    private static final long serialVersionUID = 1L;

    /**
     * @param isFixed whether the layout has this type only
     */
    ParameterOverflowException(
            String tensor,
            long row,
            int group,
            boolean salient,
            ParameterType type,
            boolean isFixed) {
        super(
                tensor,
                "a "
                        + (salient ? "salient" : "non-salient")
                        + " parameter of row "
                        + row
                        + ", group "
                        + group
                        + " overflows "
                        + type.key()
                        + "; "
                        + (type == ParameterType.F16 && !isFixed
                                ? "choose bf16 or f32 parameters"
                                : "keep this tensor at source precision"));
    }
}
