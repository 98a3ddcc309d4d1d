package org.quantoscope.cli;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for charts: writes files that say what should be drawn. */
final class NoPictures implements Pictures {
    @Override
    public void distribution(LayerReport report, LayerReport control, Path file)
            throws IOException {
        Files.writeString(file, "distribution of " + report.tensor().name());
    }

    @Override
    public void tradeOff(TradeOff sweep, TradeOffAxis loss, Path file) throws IOException {
        Files.writeString(file, "trade-off with " + sweep.lines().size() + " lines");
    }
}
