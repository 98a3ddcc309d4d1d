package org.quantoscope.report;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;

import java.util.Optional;

/** The charts of a report, each as one svg element that needs nothing from outside. */
public interface ReportCharts {
    /**
     * A tensor's weights before and after.
     *
     * @param control the same tensor rounded to nearest at about the same stored bits
     */
    String distribution(LayerReport report, Optional<LayerReport> control);

    /** The error of every quantized tensor over the layers, a line per role. */
    String errorByLayer(CheckpointReport report);

    /**
     * Error against stored bits of many specifications, the controls among them.
     *
     * @param present what the recipe of the page costs and loses on the same tensors
     */
    String tradeOff(TradeOff points, Optional<TradeOff.Cost> present);
}
