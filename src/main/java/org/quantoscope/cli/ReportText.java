package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.SpecLine;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.PrintableText;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An analysis as people read it: a table, what was kept and why, totals with units. */
final class ReportText {
    private final PrintWriter out;

    ReportText(PrintWriter out) {
        this.out = out;
    }

    /**
     * @param forward by tensor; empty where the model was not run
     */
    void print(CheckpointReport report, Map<String, ForwardFigures> forward) {
        recipe(report.recipe());
        out.println();
        quantized(report);
        run(report, forward);
        leftAsTheyAre(report);
        totals(report);
        out.flush();
    }

    private void recipe(Recipe recipe) {
        out.println("recipe   " + MalformedCheckpointException.printable(recipe.name()));
        out.println("default  " + words(recipe.defaultSpec()));
        for (int i = 0; i < recipe.rules().size(); i++) {
            var rule = recipe.rules().get(i);
            String what =
                    rule.spec() instanceof QuantizationSpec spec
                            ? words(spec)
                            : SpecLine.write(rule.spec());
            out.printf(
                    "rule %-3d %s: %s%n",
                    i + 1, MalformedCheckpointException.printable(rule.match().toString()), what);
        }
    }

    /** A specification in one line, in the words of the command line. */
    static String words(QuantizationSpec spec) {
        return SpecField.ALL.stream()
                .map(field -> field.key() + " " + field.textOf(spec))
                .collect(Collectors.joining(", "));
    }

    private void quantized(CheckpointReport report) {
        Table table =
                new Table(
                        "tensor",
                        ">shape",
                        ">bits stored",
                        ">paper's",
                        ">salient %",
                        ">threshold",
                        ">NMSE",
                        ">SQNR dB",
                        ">max |e|",
                        ">weight KL nats");
        for (TensorOutcome outcome : report.outcomes()) {
            if (outcome instanceof TensorOutcome.Quantized(var decision, LayerReport layer)) {
                table.row(
                        layer.tensor().name(),
                        layer.tensor().shape(),
                        Figures.fixed(layer.bitsStored(), 2),
                        Figures.fixed(layer.bitsPaper(), 2),
                        Figures.percent(layer.salience().achieved()),
                        Figures.significant(layer.salience().threshold()),
                        Figures.significant(layer.error().nmse()),
                        Figures.fixed(layer.error().sqnrDb(), 2),
                        Figures.significant(layer.error().maxAbsError()),
                        Figures.significant(layer.divergence().weightKl()));
            }
        }
        if (!table.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    private void run(CheckpointReport report, Map<String, ForwardFigures> forward) {
        Table table =
                new Table("on the text", ">forward error", ">‖S/b − I‖/√n", ">off diagonal %");
        for (TensorOutcome outcome : report.outcomes()) {
            ForwardFigures figures = forward.get(outcome.tensor().name());
            if (figures != null) {
                table.row(
                        outcome.tensor().name(),
                        Figures.significant(figures.forwardError()),
                        Figures.significant(figures.inputs().identityDistance()),
                        Figures.percent(figures.inputs().offDiagonalShare()));
            }
        }
        if (!table.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    private void leftAsTheyAre(CheckpointReport report) {
        Map<String, long[]> kept = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (TensorOutcome outcome : report.outcomes()) {
            switch (outcome) {
                case TensorOutcome.Kept(var tensor, var decision, var bytes) -> {
                    long[] sums = kept.computeIfAbsent(decision.reason(), reason -> new long[2]);
                    sums[0]++;
                    sums[1] += tensor.elementCount();
                }
                case TensorOutcome.Refused r -> refused.add(PrintableText.escaped(r.message()));
                case TensorOutcome.Quantized q -> {}
            }
        }
        Table reasons = new Table("not quantized", ">tensors", ">weights");
        kept.forEach((reason, sums) ->
                reasons.row(reason, Figures.count(sums[0]), Figures.count(sums[1])));
        if (!reasons.isEmpty()) {
            reasons.print(out);
            out.println();
        }
        if (!refused.isEmpty()) {
            refused.forEach(message -> out.println("refused  " + message));
            out.println();
        }
    }

    private void totals(CheckpointReport report) {
        CheckpointReport.Totals totals = report.totals();
        out.printf(
                "quantized        %s of %s tensors, %s of %s weights%n",
                Figures.count(totals.quantizedTensors()),
                Figures.count(totals.tensors()),
                Figures.count(totals.quantizedWeights()),
                Figures.count(totals.weights()));
        if (totals.quantizedTensors() > 0) {
            quality(totals);
        }
        out.printf(
                "size             %s -> %s (%s %%)%n",
                Figures.bytes(totals.bytesBefore()),
                Figures.bytes(totals.bytesAfter()),
                Figures.fixed(100.0 * totals.bytesAfter() / Math.max(1, totals.bytesBefore()), 1));
        bins(report);
    }

    private void quality(CheckpointReport.Totals totals) {
        out.printf(
                "bits per weight  %s stored (paper's %s); %s stored over all tensors%n",
                Figures.fixed(totals.bitsStored(), 2),
                Figures.fixed(totals.bitsPaper(), 2),
                Figures.fixed(totals.bitsStoredModel(), 2));
        out.printf(
                "error            NMSE %s, SQNR %s dB over the quantized weights%n",
                Figures.significant(totals.nmse()),
                Figures.fixed(-10 * Math.log10(totals.nmse()), 2));
    }

    private void bins(CheckpointReport report) {
        report.layers().stream()
                .findFirst()
                .ifPresent(first ->
                        out.printf(
                                "weight KL        of histograms with %d bins; depends on that number, so no ranking%n",
                                first.divergence().bins()));
    }
}
