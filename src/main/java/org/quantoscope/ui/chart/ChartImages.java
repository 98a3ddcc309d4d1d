package org.quantoscope.ui.chart;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Charts as PNG or SVG files, by the file's name, drawn without a screen or a toolkit.
 *
 * <p>They show what the charts of the window show, in the same colours.
 */
public final class ChartImages {
    private ChartImages() {}

    /**
     * Draws a tensor's weights before and after, counts on a logarithmic axis.
     *
     * @param control the same tensor rounded to nearest
     * @param title for example the tensor's name
     * @param subtitle figures in one line
     */
    public static void writeDistribution(
            LayerReport report,
            Optional<LayerReport> control,
            String title,
            String subtitle,
            Palette palette,
            Path file)
            throws IOException {
        DistributionData data = DistributionData.of(report.stats(), Optional.of(report), control);
        FramedChart.draw(DistributionPlot.of(data, palette), title, subtitle, palette, file)
                .write();
    }

    /** Draws error against stored bits, one line per family, the control in its own colour. */
    public static void writeTradeOff(
            TradeOff tradeOff, String title, String subtitle, Palette palette, Path file)
            throws IOException {
        FramedChart.draw(TradeOffPlot.of(tradeOff, palette), title, subtitle, palette, file)
                .write();
    }
}
