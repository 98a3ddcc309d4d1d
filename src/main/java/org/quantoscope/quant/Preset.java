package org.quantoscope.quant;

import java.util.Optional;

/** A named starting point for a specification, at a chosen width (method.md §3). */
public enum Preset implements Choice {
    /**
     * As in the papers: affine, groups of 128, α = 8 %, both classes by range, clipped to 0.95 at 3
     * bits and below.
     */
    ADPQ("adpq", "AdpQ (papers)"),
    /**
     * Our refinement: whole rows, least squares for the many, two lobes for the salient few, α = 5
     * %.
     */
    ADPQ_COMPACT("adpq-compact", "AdpQ compact"),
    /** Round to nearest: one class, full range, groups of 64. */
    RTN("rtn", "RTN"),
    /** Round to nearest with the best of six clip ratios per group. */
    RTN_CLIP("rtn-clip", "RTN + best clip");

    private final String key;
    private final String title;

    Preset(String key, String title) {
        this.key = key;
        this.title = title;
    }

    @Override
    public String key() {
        return key;
    }

    /** The name on screen. */
    public String title() {
        return title;
    }

    /** Whether {@code layout} can hold what this preset is named after. */
    public boolean suits(BlockLayout layout) {
        return switch (layout) {
            case PACKAGE -> true;
            case PACK_QUANTIZED, GPTQ, AWQ -> this == RTN || this == RTN_CLIP;
            default -> this == RTN;
        };
    }

    /** This preset, or RTN where {@code layout} cannot hold it. */
    public Preset nearest(BlockLayout layout) {
        return suits(layout) ? this : RTN;
    }

    /**
     * This preset's specification for a layout: RTN's where the layout cannot hold it.
     *
     * @param width of a code, where the layout has that width
     */
    public QuantizationSpec at(BitWidth width, BlockLayout layout) {
        return nearest(layout).at(width).withLayout(layout);
    }

    /** This preset's specification for codes of {@code width} in our own package. */
    public QuantizationSpec at(BitWidth width) {
        return switch (this) {
            case ADPQ ->
                    base(
                            width,
                            new GroupSize(128),
                            0.08,
                            width.bits() <= 3 ? 0.95 : 1,
                            RangeFit.RANGE);
            case ADPQ_COMPACT ->
                    base(width, GroupSize.ROW, 0.05, compactClip(width), RangeFit.LEAST_SQUARES)
                            .withSalientGrid(SalientGrid.LOBES)
                            .withSalientScope(SalientScope.ROW);
            case RTN -> base(width, new GroupSize(64), 0, 1, RangeFit.RANGE);
            case RTN_CLIP -> base(width, new GroupSize(64), 0, 1, RangeFit.BEST);
        };
    }

    private static double compactClip(BitWidth width) {
        return width.bits() <= 3 ? 0.8 : width.bits() == 4 ? 0.9 : 0.95;
    }

    private static QuantizationSpec base(
            BitWidth width, GroupSize groupSize, double alpha, double clip, RangeFit fit) {
        return new QuantizationSpec(
                BlockLayout.PACKAGE,
                Scheme.AFFINE,
                width,
                groupSize,
                new SalientShare(alpha),
                new ClipRatio(clip),
                fit,
                SalientGrid.SCHEME,
                SalientScope.GROUP,
                RangeFit.RANGE,
                Optional.empty(),
                ParameterType.F16);
    }
}
