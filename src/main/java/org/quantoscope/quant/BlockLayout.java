package org.quantoscope.quant;

import org.quantoscope.kernel.BlockType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file format whose rounding and parameters a specification follows (formats.md §1–4).
 *
 * <p>Our own package takes every specification. A stock format fixes some parameters and leaves
 * others a few choices; it has one class of weights only, so its α is 0.
 */
public enum BlockLayout implements Choice {
    /** Our own package: method.md §3 as it stands. */
    PACKAGE("package", "Quantoscope package"),
    Q4_0(BlockType.Q4_0),
    Q4_1(BlockType.Q4_1),
    Q5_0(BlockType.Q5_0),
    Q5_1(BlockType.Q5_1),
    Q8_0(BlockType.Q8_0),
    /** compressed-tensors, format pack-quantized. */
    PACK_QUANTIZED("pack-quantized", "compressed-tensors"),
    /** GPTQ checkpoints, version 1, symmetric. */
    GPTQ("gptq", "GPTQ"),
    /** AutoAWQ's GEMM checkpoints: 4 bit with zero points. */
    AWQ("awq", "AWQ");

    private final String key;
    private final String title;
    private final Optional<BlockType> blocks;

    BlockLayout(String key, String title) {
        this.key = key;
        this.title = title;
        this.blocks = Optional.empty();
    }

    BlockLayout(BlockType type) {
        this.key = type.name().toLowerCase(java.util.Locale.ROOT);
        this.title = "GGUF " + type.name();
        this.blocks = Optional.of(type);
    }

    @Override
    public String key() {
        return key;
    }

    /** The name on screen. */
    public String title() {
        return title;
    }

    /** llama.cpp's block type, where it is one. */
    public Optional<BlockType> blocks() {
        return blocks;
    }

    /** Whether codes come from a division by the stored scale instead of a product. */
    boolean divides() {
        return this == PACK_QUANTIZED || this == GPTQ || this == AWQ;
    }

    /**
     * Weights that a row length must be a multiple of, for this specification.
     *
     * @param spec of this layout
     */
    public int rowMultiple(QuantizationSpec spec) {
        return switch (this) {
            case PACKAGE -> 1;
            case PACK_QUANTIZED, AWQ -> Math.max(1, spec.groupSize().weights());
            case GPTQ -> Math.max(32, spec.groupSize().weights());
            default -> BlockType.WEIGHTS;
        };
    }

    /** Rows [out] that a matrix must have a multiple of. */
    public int outMultiple() {
        return switch (this) {
            case GPTQ -> 32;
            case AWQ -> 8;
            default -> 1;
        };
    }

    /**
     * What a parameter may be under this layout, as its texts; empty where everything is allowed.
     * The first is taken where something else was set.
     */
    public List<String> permitted(SpecField field) {
        return permissions().getOrDefault(field.key(), List.of());
    }

    private Map<String, List<String>> permissions() {
        return switch (this) {
            case PACKAGE -> Map.of();
            case PACK_QUANTIZED ->
                    oneClass(
                            List.of("4", "8"),
                            List.of("128", "64", "32", "row"),
                            List.of(Scheme.SYMMETRIC.key(), Scheme.ZERO_POINT.key()),
                            List.of("f16", "bf16", "f32"));
            case GPTQ ->
                    oneClass(
                            List.of("4", "2", "3", "8"),
                            List.of("128", "64", "32", "row"),
                            List.of(Scheme.SYMMETRIC.key()),
                            List.of("f16"));
            case AWQ ->
                    oneClass(
                            List.of("4"),
                            List.of("128", "64", "32"),
                            List.of(Scheme.ZERO_POINT.key()),
                            List.of("f16"));
            default -> {
                BlockType type = blocks.orElseThrow();
                Map<String, List<String>> fixed =
                        new HashMap<>(
                                oneClass(
                                        List.of(String.valueOf(type.bits())),
                                        List.of(String.valueOf(BlockType.WEIGHTS)),
                                        List.of(
                                                (type.hasMinimum()
                                                                ? Scheme.AFFINE
                                                                : Scheme.SYMMETRIC)
                                                        .key()),
                                        List.of("f16")));
                fixed.put("clip", List.of("1.0"));
                fixed.put("fit", List.of(RangeFit.RANGE.key()));
                yield fixed;
            }
        };
    }

    private static Map<String, List<String>> oneClass(
            List<String> bits,
            List<String> groupSizes,
            List<String> schemes,
            List<String> parameters) {
        return Map.ofEntries(
                Map.entry("bits", bits),
                Map.entry("group-size", groupSizes),
                Map.entry("alpha", List.of("0.0")),
                Map.entry("scheme", schemes),
                Map.entry("salient-grid", List.of(SalientGrid.SCHEME.key())),
                Map.entry("salient-scope", List.of(SalientScope.GROUP.key())),
                Map.entry("salient-fit", List.of(RangeFit.RANGE.key())),
                Map.entry("salient-bits", List.of("same")),
                Map.entry("params", parameters));
    }

    /** {@code spec} with this layout, and everything else as near to it as the layout allows. */
    QuantizationSpec applyTo(QuantizationSpec spec) {
        QuantizationSpec changed = spec.withLayoutOnly(this);
        if (divides() && spec.layout() != this && spec.groupSize().isRow()) {
            // Whole rows cost little only while salient weights are apart.
            changed = changed.withGroupSize(new GroupSize(128));
        }
        for (SpecField field : SpecField.ALL) {
            List<String> permitted = permitted(field);
            if (!permitted.isEmpty() && !permitted.contains(field.textOf(changed))) {
                changed = field.unchecked(changed, permitted.getFirst());
            }
        }
        return changed;
    }
}
