package org.quantoscope.quant;

import java.util.Optional;

/**
 * Everything that decides how a tensor is quantized, as one immutable value.
 *
 * <p>The same value drives the sliders, the preview, the command line, the export and its metadata.
 * Which tensor it is for is left to the recipe.
 *
 * @param scheme codes to values
 * @param bits width of a non-salient code
 * @param groupSize weights along in that share parameters
 * @param alpha share of weights asked to be salient; 0 means one class only
 * @param clip factor ρ on the range of the non-salient class; where {@code fit} starts, and unused
 *     by {@link RangeFit#BEST}
 * @param fit how the parameters of the non-salient class are found
 * @param salientGrid values of salient codes
 * @param salientScope which salient weights share parameters
 * @param salientFit how the parameters of the salient class are found (always from its full range)
 * @param salientBits width of a salient code where it differs from {@code bits}
 * @param parameters type of stored scales and offsets
 */
public record QuantizationSpec(
        Scheme scheme,
        BitWidth bits,
        GroupSize groupSize,
        SalientShare alpha,
        ClipRatio clip,
        RangeFit fit,
        SalientGrid salientGrid,
        SalientScope salientScope,
        RangeFit salientFit,
        Optional<BitWidth> salientBits,
        ParameterType parameters)
        implements TensorSpec {

    /** Width of a salient code: its own, or the common one. */
    public BitWidth salientWidth() {
        return salientBits.orElse(bits);
    }

    public QuantizationSpec withScheme(Scheme value) {
        return new QuantizationSpec(
                value,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withBits(BitWidth value) {
        return new QuantizationSpec(
                scheme,
                value,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withGroupSize(GroupSize value) {
        return new QuantizationSpec(
                scheme,
                bits,
                value,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withAlpha(SalientShare value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                value,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withClip(ClipRatio value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                value,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withFit(RangeFit value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                value,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withSalientGrid(SalientGrid value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                value,
                salientScope,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withSalientScope(SalientScope value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                value,
                salientFit,
                salientBits,
                parameters);
    }

    public QuantizationSpec withSalientFit(RangeFit value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                value,
                salientBits,
                parameters);
    }

    public QuantizationSpec withSalientBits(Optional<BitWidth> value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                value,
                parameters);
    }

    public QuantizationSpec withParameters(ParameterType value) {
        return new QuantizationSpec(
                scheme,
                bits,
                groupSize,
                alpha,
                clip,
                fit,
                salientGrid,
                salientScope,
                salientFit,
                salientBits,
                value);
    }
}
