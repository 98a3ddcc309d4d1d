package org.quantoscope.cli;

import org.quantoscope.analysis.BudgetLimit;
import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.report.Figures;

import java.io.PrintWriter;

/** A budget's choice as people read it: one row per tensor, then what it comes to. */
final class BudgetText {
    private BudgetText() {}

    static void print(BudgetPlan plan, PrintWriter out) {
        String measure = plan.question().measure().title();
        Table table =
                new Table(
                        "tensor",
                        ">bits",
                        ">group",
                        ">alpha %",
                        ">bits stored",
                        ">" + measure,
                        ">share of error %");
        double error = plan.error();
        for (BudgetPlan.Choice tensor : plan.tensors()) {
            BudgetPlan.Candidate chosen = tensor.chosen();
            table.row(
                    tensor.tensor().name(),
                    chosen.spec().bits(),
                    chosen.spec().groupSize(),
                    Figures.percent(chosen.spec().alpha().value()),
                    Figures.fixed(chosen.cost().bitsStored(), 2),
                    Figures.significant(chosen.error()),
                    error == 0
                            ? ""
                            : Figures.percent(tensor.errorWeight() * chosen.error() / error));
        }
        table.print(out);
        out.println();
        out.printf(
                "budget     %s bits per quantized weight, %s%n",
                Figures.fixed(plan.budgetBits(), 4), Figures.bytes(plan.budgetBytes()));
        out.printf(
                "reached    %s bits per quantized weight, %s%n",
                Figures.fixed(plan.reachedBits(), 4), Figures.bytes(plan.storedBytes()));
        out.printf(
                "kept       %s not quantized%s, %s in all%n",
                Figures.bytes(plan.keptBytes()),
                plan.question().limit() instanceof BudgetLimit.Bytes ? ", part of the budget" : "",
                Figures.bytes(plan.keptBytes() + plan.storedBytes()));
        out.printf("error      %s %s over the model%n", measure, Figures.significant(error));
        out.println(
                "           "
                        + (plan.optimal()
                                ? "no choice among these candidates does better"
                                : "at most "
                                        + Figures.percent(plan.objective() / plan.bound() - 1)
                                        + " % above what any choice could reach"));
        out.flush();
    }
}
