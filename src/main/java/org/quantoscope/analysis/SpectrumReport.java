package org.quantoscope.analysis;

import org.quantoscope.tensor.TensorView;

import java.util.Optional;

/**
 * Singular values of a tensor, of the error that a specification makes in it, and of that of its
 * control.
 *
 * <p>An error like noise has a flat spectrum; one whose first values stand out has a structure that
 * few directions hold. Where the error's first value lies above those of the original, the
 * directions behind them are drowned.
 *
 * @param report of the specification
 * @param control round-to-nearest at about the same stored bits
 * @param original of W
 * @param error of Ŵ−W
 * @param controlError of Ŵ−W under the control
 * @param heldError of Ŵ−W under what is held beside
 */
public record SpectrumReport(
        LayerReport report,
        LayerReport control,
        Spectrum original,
        Spectrum error,
        Spectrum controlError,
        Optional<Spectrum> heldError) {
    /**
     * What is held beside.
     *
     * @param report of it on the same tensor
     * @param values Ŵ where a checkpoint gives them; empty where the report's specification does
     */
    public record Held(LayerReport report, Optional<TensorView> values) {}
}
