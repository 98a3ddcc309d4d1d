package org.quantoscope.quant;

/**
 * What a recipe decides for one tensor: quantize it so, round it to a float type, or keep it at
 * source precision.
 */
public sealed interface TensorSpec permits QuantizationSpec, TensorSpec.Store, TensorSpec.Keep {
    TensorSpec KEEP = new Keep();

    /**
     * Plain values of another type: each weight rounded to the nearest, ties to even.
     *
     * @param type of the stored values
     */
    record Store(ParameterType type) implements TensorSpec {}

    /** The tensor goes into the export as the source holds it. */
    record Keep() implements TensorSpec {}
}
