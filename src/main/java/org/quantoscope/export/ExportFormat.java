package org.quantoscope.export;

import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Choice;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an export writes. */
public enum ExportFormat implements Choice {
    /** Our own package: codes, parameters, places; opened by Quantoscope and a short script. */
    PACKAGE("package"),
    /** Plain values, what the codes stand for: opened by every tool, no smaller than before. */
    DEQUANTIZED("dequantized"),
    /** One GGUF file, or its parts: blocks and plain values, opened by llama.cpp. */
    GGUF("gguf"),

    /** compressed-tensors, packed: codes and scales, opened by transformers and vLLM. */
    COMPRESSED_TENSORS("compressed-tensors"),

    /** GPTQ, version 1, symmetric: opened by transformers with GPTQModel, and by vLLM. */
    GPTQ("gptq"),

    /**
     * AWQ, version GEMM, 4 bit with zero points: opened by transformers with GPTQModel, and by
     * vLLM.
     */
    AWQ("awq");

    private final String key;

    ExportFormat(String key) {
        this.key = key;
    }

    /**
     * The only layout that its codes may have, where there is one that differs from the default.
     */
    public Optional<BlockLayout> layout() {
        return switch (this) {
            case COMPRESSED_TENSORS -> Optional.of(BlockLayout.PACK_QUANTIZED);
            case GPTQ -> Optional.of(BlockLayout.GPTQ);
            case AWQ -> Optional.of(BlockLayout.AWQ);
            case PACKAGE, DEQUANTIZED, GGUF -> Optional.empty();
        };
    }

    /** The layouts whose codes it holds; of plain values, every layout that may be restored. */
    public List<BlockLayout> layouts() {
        return switch (this) {
            case PACKAGE -> List.of(BlockLayout.PACKAGE);
            case DEQUANTIZED -> List.of(BlockLayout.values());
            case GGUF ->
                    Arrays.stream(BlockLayout.values())
                            .filter(layout -> layout.blocks().isPresent())
                            .toList();
            case COMPRESSED_TENSORS -> List.of(BlockLayout.PACK_QUANTIZED);
            case GPTQ -> List.of(BlockLayout.GPTQ);
            case AWQ -> List.of(BlockLayout.AWQ);
        };
    }

    /** Whether it may hold what codes stand for, in a type of one's choice. */
    public boolean writesRestoredValues() {
        return this == DEQUANTIZED || this == GGUF;
    }

    @Override
    public String key() {
        return key;
    }
}
