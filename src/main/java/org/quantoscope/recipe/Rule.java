package org.quantoscope.recipe;

import org.quantoscope.quant.TensorSpec;

/**
 * One exception to the default: the tensors it is for, and what they get.
 *
 * @param match which tensors
 * @param spec what they get, whole
 */
public record Rule(LayerSelector match, TensorSpec spec) {}
