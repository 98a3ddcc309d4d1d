package org.quantoscope.ui.chart;

import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * The same as an svg element.
     *
     * @see #writeDistribution
     */
    public static String svgOfDistribution(
            LayerReport report,
            Optional<LayerReport> control,
            String title,
            String subtitle,
            Palette palette) {
        DistributionData data = DistributionData.of(report.stats(), Optional.of(report), control);
        return FramedChart.svg(DistributionPlot.of(data, palette), title, subtitle, palette);
    }

    /** SQNR of every quantized tensor over the layers, a line per role, as an svg element. */
    public static String svgOfErrorByLayer(
            List<LayerError> errors, String title, String subtitle, Palette palette) {
        return FramedChart.svg(ErrorByLayerPlot.of(errors, palette), title, subtitle, palette);
    }

    /** Error against bits of many specifications as the window draws it, as an svg element. */
    public static String svgOfTradeOff(
            TradeOffData data, String title, String subtitle, Palette palette) {
        return FramedChart.svg(TradeOffPlot.of(data, palette), title, subtitle, palette);
    }

    /** Draws error against stored bits, one line per family, the control in its own colour. */
    public static void writeTradeOff(
            TradeOff tradeOff,
            TradeOffAxis loss,
            String title,
            String subtitle,
            Palette palette,
            Path file)
            throws IOException {
        FramedChart.draw(TradeOffPlot.of(tradeOff, loss, palette), title, subtitle, palette, file)
                .write();
    }
}
