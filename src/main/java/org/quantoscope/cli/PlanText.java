package org.quantoscope.cli;

import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.Fit;
import org.quantoscope.export.PlannedTensor;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.PrintableText;

import java.io.PrintWriter;

/** An export's plan as text: a line per tensor, what to know, and what is against it. */
final class PlanText {
    private PlanText() {}

    static void print(ExportPlan plan, PrintWriter out) {
        Table table = new Table("tensor", "becomes", ">size", "loads", "why");
        for (PlannedTensor planned : plan.tensors()) {
            table.row(
                    safe(planned.tensor().name()),
                    planned.action(),
                    Figures.bytes(planned.bytesAfter()),
                    answer(planned.fit()),
                    safe(why(planned)));
        }
        table.print(out);
        out.println();
        out.printf(
                "size       %s -> %s%n",
                Figures.bytes(plan.bytesBefore()), Figures.bytes(plan.bytesAfter()));
        plan.warnings().forEach(warning -> out.println("note: " + safe(warning)));
        plan.refusals().forEach(refusal -> out.println("refused: " + safe(refusal)));
        out.println(plan.isRefused() ? "cannot be written" : "can be written");
        out.flush();
    }

    private static String answer(Fit fit) {
        return switch (fit.answer()) {
            case YES -> "yes";
            case OTHERWISE -> "otherwise";
            case SOME -> "some";
            case NO -> "no";
        };
    }

    /** What stands against a tensor says more than why it was chosen. */
    private static String why(PlannedTensor planned) {
        Fit.Answer answer = planned.fit().answer();
        return answer == Fit.Answer.NO || answer == Fit.Answer.SOME
                ? planned.fit().why()
                : planned.reason();
    }

    private static String safe(String text) {
        return PrintableText.escaped(text);
    }
}
