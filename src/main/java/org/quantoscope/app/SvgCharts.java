package org.quantoscope.app;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.report.ReportCharts;
import org.quantoscope.ui.chart.ChartImages;
import org.quantoscope.ui.chart.LayerError;
import org.quantoscope.ui.chart.Palette;

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
        for (TensorOutcome outcome : report.outcomes()) {
            if (outcome instanceof TensorOutcome.Quantized(var decision, LayerReport layer)
                    && layer.tensor().layer().isPresent()) {
                errors.add(
                        new LayerError(
                                layer.tensor().role().key(),
                                layer.tensor().layer().getAsInt(),
                                layer.error().sqnrDb()));
            }
        }
        return ChartImages.svgOfErrorByLayer(
                errors, "SQNR over the layers", "of every quantized tensor", Palette.LIGHT);
    }
}
