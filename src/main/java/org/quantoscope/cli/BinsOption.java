package org.quantoscope.cli;

import org.quantoscope.analysis.LayerAnalyzer;

import picocli.CommandLine.Option;

/** {@code --bins}: how fine the histograms behind weight KL are. */
final class BinsOption {
    @Option(
            names = "--bins",
            paramLabel = "N",
            description =
                    "histogram bins behind weight KL, which depends on them, "
                            + LayerAnalyzer.MIN_BINS
                            + " to "
                            + LayerAnalyzer.MAX_BINS
                            + "; "
                            + LayerAnalyzer.DEFAULT_BINS
                            + " where not given")
    private int bins = LayerAnalyzer.DEFAULT_BINS;

    int value() {
        return bins;
    }
}
