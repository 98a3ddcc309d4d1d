package org.quantoscope.app;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.report.ReportCharts;
import org.quantoscope.ui.chart.ChartImages;
import org.quantoscope.ui.chart.LayerError;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.chart.TradeOffData;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The charts of a report, drawn by the charts of the window. */
final class SvgCharts implements ReportCharts {
    @Override
    public String distribution(LayerReport report, Optional<LayerReport> control) {
        return ChartImages.svgOfDistribution(
                report,
                control,
                MalformedCheckpointException.printable(report.tensor().name()),
                FigureLine.of(report, control),
                Palette.LIGHT);
    }

    @Override
    public String errorByLayer(CheckpointReport report) {
        List<LayerError> errors = new ArrayList<>();
        for (LayerReport layer : report.layers()) {
            if (layer.tensor().layer().isPresent()) {
                errors.add(
                        new LayerError(
                                layer.tensor().role().key(),
                                layer.tensor().layer().getAsInt(),
                                layer.error().sqnrDb()));
            }
        }
        return ChartImages.svgOfErrorByLayer(
                errors,
                Texts.text("picture.layers"),
                Texts.text("picture.layers.facts"),
                Palette.LIGHT);
    }

    @Override
    public String tradeOff(TradeOff points, Optional<TradeOff.Cost> present) {
        TradeOffData data =
                new TradeOffData(
                        points.lines(),
                        present,
                        Optional.empty(),
                        TradeOffAxis.STORED_BITS,
                        TradeOffAxis.NMSE,
                        Texts.text("tradeoff.axis.bits.label"),
                        Texts.text("tradeoff.axis.nmse.label"));
        return ChartImages.svgOfTradeOff(
                data,
                Texts.text("tradeoff.title"),
                Texts.text(
                        points.isEstimate() ? "report.tradeoff.estimate" : "report.tradeoff",
                        points.pointCount(),
                        points.tensors().size()),
                Palette.LIGHT);
    }
}
