package org.quantoscope.recipe;

import org.quantoscope.quant.TensorSpec;

/**
 * One exception to the default: the tensors it is for, and what they get.
 *
 * @param match which tensors
 * @param spec what they get, whole
 * @param enabled whether it takes part; one that does not keeps its place and decides nothing
 */
public record Rule(LayerSelector match, TensorSpec spec, boolean enabled) {

    /** A rule that takes part. */
    public Rule(LayerSelector match, TensorSpec spec) {
        this(match, spec, true);
    }

    public Rule withMatch(LayerSelector value) {
        return new Rule(value, spec, enabled);
    }

    public Rule withSpec(TensorSpec value) {
        return new Rule(match, value, enabled);
    }

    public Rule withEnabled(boolean value) {
        return new Rule(match, spec, value);
    }
}
