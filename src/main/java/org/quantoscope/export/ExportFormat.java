package org.quantoscope.export;

import org.quantoscope.quant.Choice;

/** What an export writes. */
public enum ExportFormat implements Choice {
    /** Our own package: codes, parameters, places; opened by Quantoscope and a short script. */
    PACKAGE("package"),
    /** Plain values, what the codes stand for: opened by every tool, no smaller than before. */
    DEQUANTIZED("dequantized"),
    /** One GGUF file, or its parts: blocks and plain values, opened by llama.cpp. */
    GGUF("gguf");

    private final String key;

    ExportFormat(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
