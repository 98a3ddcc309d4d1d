package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.report.ReportCharts;

import java.util.Optional;

/** Charts that only say what they would show. */
final class NoCharts implements ReportCharts {
    @Override
    public String distribution(LayerReport report, Optional<LayerReport> control) {
        return "<svg id=\"" + report.tensor().name() + "\"></svg>";
    }

    @Override
    public String errorByLayer(CheckpointReport report) {
        return "<svg id=\"layers\"></svg>";
    }

    @Override
    public String tradeOff(TradeOff points, Optional<TradeOff.Cost> present) {
        return "<svg id=\"trade-off\"></svg>";
    }
}
