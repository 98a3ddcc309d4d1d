package org.quantoscope.ui.chart;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;

import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Charts as PNG or SVG files, by the file's name, drawn without a screen or a toolkit.
 *
 * <p>They show what the charts of the window show, in the same colours.
 */
public final class ChartImages {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 600;

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
        write(DistributionPlot.of(data, palette), title, subtitle, palette, file);
    }

    /** Draws error against stored bits, one line per family, the control in its own colour. */
    public static void writeTradeOff(
            TradeOff tradeOff, String title, String subtitle, Palette palette, Path file)
            throws IOException {
        write(TradeOffPlot.of(tradeOff, palette), title, subtitle, palette, file);
    }

    private static void write(Plot plot, String title, String subtitle, Palette palette, Path file)
            throws IOException {
        JFreeChart chart = new JFreeChart(null, null, plot, true);
        chart.setBackgroundPaint(palette.background());
        chart.setPadding(new RectangleInsets(14, 16, 12, 20));
        chart.setTitle(heading(title, Font.BOLD, 17, palette));
        chart.addSubtitle(0, heading(subtitle, Font.PLAIN, 12, palette));
        LegendTitle legend = chart.getLegend();
        legend.setItemFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        legend.setItemPaint(palette.text());
        legend.setBackgroundPaint(palette.background());
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.BOTTOM);
        ChartFile.write(chart, WIDTH, HEIGHT, file);
    }

    private static TextTitle heading(String text, int style, int size, Palette palette) {
        TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, style, size));
        title.setPaint(palette.text());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPosition(RectangleEdge.TOP);
        title.setPadding(0, 4, 6, 4);
        return title;
    }
}
