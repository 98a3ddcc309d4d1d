package org.quantoscope.quant;

/** What a recipe decides for one tensor: quantize it so, or keep it at source precision. */
public sealed interface TensorSpec permits QuantizationSpec, TensorSpec.Keep {
    TensorSpec KEEP = new Keep();

    /** The tensor goes into the export as the source holds it. */
    record Keep() implements TensorSpec {}
}
