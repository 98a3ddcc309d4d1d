package org.quantoscope.app;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.cli.Pictures;

import java.io.IOException;
import java.nio.file.Path;

/** The commands' pictures, drawn by the charts of the window. */
final class ChartPictures implements Pictures {
    @Override
    public void distribution(LayerReport report, Path file) throws IOException {
        throw new UnsupportedOperationException("charts are not drawn yet");
    }

    @Override
    public void tradeOff(TradeOff sweep, Path file) throws IOException {
        throw new UnsupportedOperationException("charts are not drawn yet");
    }
}
