package org.quantoscope.checkpoint.gguf;

import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor type of GGUF: its id, and how many weights share how many bytes (formats.md §4; {@code
 * ggml_type} and its traits in llama.cpp).
 *
 * <p>Promises sizes for all types and values for those with {@link #blocks}; the types that need
 * tables of codewords are carried but not decoded.
 */
public enum GgmlType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18, PlainBlocks::q40),
    Q4_1(3, 32, 20, PlainBlocks::q41),
    Q5_0(6, 32, 22, PlainBlocks::q50),
    Q5_1(7, 32, 24, PlainBlocks::q51),
    Q8_0(8, 32, 34, PlainBlocks::q80),
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84, SuperBlocks::q2),
    Q3_K(11, 256, 110, SuperBlocks::q3),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6),
    Q8_K(15, 256, 292),
    IQ2_XXS(16, 256, 66),
    IQ2_XS(17, 256, 74),
    IQ3_XXS(18, 256, 98),
    IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18, TableBlocks::iq4nl),
    IQ3_S(21, 256, 110),
    IQ2_S(22, 256, 82),
    IQ4_XS(23, 256, 136, TableBlocks::iq4xs),
    I8(24, 1, 1),
    I16(25, 1, 2),
    I32(26, 1, 4),
    I64(27, 1, 8),
    F64(28, 1, 8),
    IQ1_M(29, 256, 56),
    BF16(30, 1, 2),
    TQ1_0(34, 256, 54, TernaryBlocks::tq1),
    TQ2_0(35, 256, 66, TernaryBlocks::tq2),
    MXFP4(39, 32, 17, TableBlocks::mxfp4),
    NVFP4(40, 64, 36),
    Q1_0(41, 128, 18, TernaryBlocks::q1),
    Q2_0(42, 64, 18, TernaryBlocks::q2);

    private final int id;
    private final int weightsPerBlock;
    private final int bytesPerBlock;
    private final Optional<BlockDecoder> blocks;

    GgmlType(int id, int weightsPerBlock, int bytesPerBlock) {
        this(id, weightsPerBlock, bytesPerBlock, Optional.empty());
    }

    GgmlType(int id, int weightsPerBlock, int bytesPerBlock, BlockDecoder blocks) {
        this(id, weightsPerBlock, bytesPerBlock, Optional.of(blocks));
    }

    GgmlType(int id, int weightsPerBlock, int bytesPerBlock, Optional<BlockDecoder> blocks) {
        this.id = id;
        this.weightsPerBlock = weightsPerBlock;
        this.bytesPerBlock = bytesPerBlock;
        this.blocks = blocks;
    }

    /** The number that stands for it in a file. */
    public int id() {
        return id;
    }

    public int weightsPerBlock() {
        return weightsPerBlock;
    }

    public int bytesPerBlock() {
        return bytesPerBlock;
    }

    /** How its blocks become numbers; empty for plain types and for those not decoded. */
    Optional<BlockDecoder> blocks() {
        return blocks;
    }

    /** Bits per weight, scales included. */
    public double bitsPerWeight() {
        return 8.0 * bytesPerBlock / weightsPerBlock;
    }

    /** The type with this id, or empty where llama.cpp knows none or has dropped it. */
    static Optional<GgmlType> of(long id) {
        return Arrays.stream(values()).filter(type -> type.id == id).findFirst();
    }
}
