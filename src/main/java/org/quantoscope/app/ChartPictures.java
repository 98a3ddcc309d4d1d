package org.quantoscope.app;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.cli.Pictures;
import org.quantoscope.ui.chart.ChartImages;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.text.Texts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The commands' pictures, drawn by the charts of the window. */
final class ChartPictures implements Pictures {
    @Override
    public void distribution(LayerReport report, LayerReport control, Path file)
            throws IOException {
        ChartImages.writeDistribution(
                report,
                Optional.of(control),
                MalformedCheckpointException.printable(report.tensor().name()),
                FigureLine.of(report, Optional.of(control)),
                Palette.LIGHT,
                file);
    }

    @Override
    public void tradeOff(TradeOff sweep, TradeOffAxis loss, Path file) throws IOException {
        long weights = sweep.tensors().stream().mapToLong(it -> it.elementCount()).sum();
        ChartImages.writeTradeOff(
                sweep,
                loss,
                Texts.text(loss == TradeOffAxis.NMSE ? "picture.tradeoff" : "picture.tradeoff.run"),
                Texts.text("picture.tradeoff.facts", sweep.tensors().size(), weights),
                Palette.LIGHT,
                file);
    }

    @Override
    public List<Path> window(Path checkpoint, Path folder) throws IOException {
        // Read when the toolkit starts: the window is drawn in memory, also where there is a
        // screen.
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        return Snapshots.take(checkpoint, folder);
    }
}
