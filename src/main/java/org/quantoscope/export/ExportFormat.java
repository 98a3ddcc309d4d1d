package org.quantoscope.export;

import org.quantoscope.quant.Choice;

/** What kind of folder an export writes. */
public enum ExportFormat implements Choice {
    /** Our own package: codes, parameters, places; opened by Quantoscope and a short script. */
    PACKAGE("package"),
    /** Plain values, what the codes stand for: opened by every tool, no smaller than before. */
    DEQUANTIZED("dequantized");

    private final String key;

    ExportFormat(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
