package org.quantoscope.quant;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything that decides how a tensor is quantized, as one immutable value.
 *
 * <p>The same value drives the sliders, the preview, the command line, the export and its metadata.
 * Which tensor it is for is left to the recipe.
 *
 * @param layout whose rounding is followed, and which file can hold the result
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
        BlockLayout layout,
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

    /** Whether the layout has one type of stored parameters only. */
    public boolean parametersAreFixed() {
        return layout.permitted(SpecField.PARAMETERS).size() == 1;
    }

    /** The same for another layout: what that does not permit becomes what it does. */
    public QuantizationSpec withLayout(BlockLayout value) {
        return value.applyTo(this);
    }

    QuantizationSpec withLayoutOnly(BlockLayout value) {
        return with(draft -> draft.layout = value);
    }

    public QuantizationSpec withScheme(Scheme value) {
        return with(draft -> draft.scheme = value);
    }

    public QuantizationSpec withBits(BitWidth value) {
        return with(draft -> draft.bits = value);
    }

    public QuantizationSpec withGroupSize(GroupSize value) {
        return with(draft -> draft.groupSize = value);
    }

    public QuantizationSpec withAlpha(SalientShare value) {
        return with(draft -> draft.alpha = value);
    }

    public QuantizationSpec withClip(ClipRatio value) {
        return with(draft -> draft.clip = value);
    }

    public QuantizationSpec withFit(RangeFit value) {
        return with(draft -> draft.fit = value);
    }

    public QuantizationSpec withSalientGrid(SalientGrid value) {
        return with(draft -> draft.salientGrid = value);
    }

    public QuantizationSpec withSalientScope(SalientScope value) {
        return with(draft -> draft.salientScope = value);
    }

    public QuantizationSpec withSalientFit(RangeFit value) {
        return with(draft -> draft.salientFit = value);
    }

    public QuantizationSpec withSalientBits(Optional<BitWidth> value) {
        return with(draft -> draft.salientBits = value);
    }

    public QuantizationSpec withParameters(ParameterType value) {
        return with(draft -> draft.parameters = value);
    }

    private QuantizationSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toSpec();
    }

    /** The same components, free to change while a copy is made. */
    private static final class Draft {
        private BlockLayout layout;
        private Scheme scheme;
        private BitWidth bits;
        private GroupSize groupSize;
        private SalientShare alpha;
        private ClipRatio clip;
        private RangeFit fit;
        private SalientGrid salientGrid;
        private SalientScope salientScope;
        private RangeFit salientFit;
        private Optional<BitWidth> salientBits;
        private ParameterType parameters;

        Draft(QuantizationSpec spec) {
            layout = spec.layout;
            scheme = spec.scheme;
            bits = spec.bits;
            groupSize = spec.groupSize;
            alpha = spec.alpha;
            clip = spec.clip;
            fit = spec.fit;
            salientGrid = spec.salientGrid;
            salientScope = spec.salientScope;
            salientFit = spec.salientFit;
            salientBits = spec.salientBits;
            parameters = spec.parameters;
        }

        QuantizationSpec toSpec() {
            return new QuantizationSpec(
                    layout,
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
                    parameters);
        }
    }
}
