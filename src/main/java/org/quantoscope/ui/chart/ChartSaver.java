package org.quantoscope.ui.chart;

/** Asks where to, and saves a chart of the screen as a picture. */
@FunctionalInterface
public interface ChartSaver {
    /**
     * @param chart as it stands now
     * @param title over the chart
     * @param subtitle figures in one line; may be empty
     */
    void save(PlotPane chart, String title, String subtitle);
}
