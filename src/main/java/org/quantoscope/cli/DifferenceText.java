package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointDifference;
import org.quantoscope.analysis.PairOutcome;
import org.quantoscope.analysis.TensorDifference;
import org.quantoscope.analysis.TensorPair;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.TensorInfo;

import java.io.PrintWriter;
import java.util.List;

/** A comparison of two checkpoints as people read it: tables, what has no counterpart, totals. */
final class DifferenceText {
    private final PrintWriter out;

    DifferenceText(PrintWriter out) {
        this.out = out;
    }

    void print(Checkpoint a, Checkpoint b, CheckpointDifference difference) {
        out.println("A, the reference  " + CheckpointJson.title(a));
        out.println("B                 " + CheckpointJson.title(b));
        out.println();
        measured(difference);
        notMeasured(difference);
        only("A", difference.onlyInA());
        only("B", difference.onlyInB());
        totals(difference);
        out.flush();
    }

    private void measured(CheckpointDifference difference) {
        Table table =
                new Table(
                        "tensor",
                        ">shape",
                        "A",
                        "B",
                        ">NMSE",
                        ">SQNR dB",
                        ">max |b−a|",
                        ">cosine",
                        ">weight KL nats",
                        "values");
        for (TensorDifference tensor : difference.measured()) {
            table.row(
                    tensor.a().name(),
                    tensor.a().shape(),
                    tensor.a().encoding(),
                    tensor.b().encoding(),
                    Figures.significant(tensor.error().nmse()),
                    Figures.fixed(tensor.error().sqnrDb(), 2),
                    Figures.significant(tensor.error().maxAbsError()),
                    Figures.fixed(tensor.error().cosine(), 6),
                    Figures.significant(tensor.divergence().weightKl()),
                    tensor.identical() ? "identical" : "");
        }
        print(table);
    }

    private void notMeasured(CheckpointDifference difference) {
        Table table = new Table("not measured", ">shape A", ">shape B", "A", "B", "why");
        for (PairOutcome outcome : difference.outcomes()) {
            TensorPair pair = outcome.pair();
            String why =
                    switch (outcome) {
                        case PairOutcome.Measured measured -> "";
                        case PairOutcome.ShapesDiffer differ -> "shapes differ";
                        case PairOutcome.BytesOnly(var same, boolean identical) ->
                                "no numbers that are read; bytes "
                                        + (identical ? "identical" : "differ");
                        case PairOutcome.Refused refused ->
                                (refused.ofA() ? "A: " : "B: ") + refused.message();
                    };
            if (!why.isEmpty()) {
                table.row(
                        pair.name(),
                        shape(pair.a()),
                        shape(pair.b()),
                        pair.a().encoding(),
                        pair.b().encoding(),
                        why);
            }
        }
        print(table);
    }

    private void only(String side, List<TensorInfo> tensors) {
        Table table = new Table("only in " + side, ">shape", "type", ">weights");
        for (TensorInfo tensor : tensors) {
            table.row(
                    tensor.name(),
                    shape(tensor),
                    tensor.encoding(),
                    Figures.count(tensor.elementCount()));
        }
        print(table);
    }

    private static String shape(TensorInfo tensor) {
        return tensor.shape() + (tensor.transposed() ? " (in×out)" : "");
    }

    private void print(Table table) {
        if (!table.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    private void totals(CheckpointDifference difference) {
        CheckpointDifference.Totals totals = difference.totals();
        out.printf(
                "measured     %s tensors of %s in both, %s weights; %s identical; only in A %s, only in B %s%n",
                Figures.count(totals.tensors()),
                Figures.count(difference.outcomes().size()),
                Figures.count(totals.weights()),
                Figures.count(totals.identicalTensors()),
                Figures.count(difference.onlyInA().size()),
                Figures.count(difference.onlyInB().size()));
        if (totals.weights() > 0) {
            out.printf(
                    "B against A  NMSE %s, SQNR %s dB, max |b−a| %s, cosine %s over the measured weights%n",
                    Figures.significant(totals.nmse()),
                    Figures.fixed(totals.sqnrDb(), 2),
                    Figures.significant(totals.maxAbsError()),
                    Figures.fixed(totals.cosine(), 6));
            out.println(
                    MalformedCheckpointException.printable(
                            "weight KL    of A's histogram and B's over "
                                    + difference.bins()
                                    + " bins of A; depends on that number, so no ranking"));
        }
    }
}
