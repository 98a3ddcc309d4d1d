package org.quantoscope.session;

import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.recipe.Recipe;

import java.util.List;
import java.util.Optional;

/**
 * The points of a trade-off as they stood on screen, and the budget that was asked of them.
 *
 * <p>Tensors are told by name, kind and number of weights, so that whoever opens the session can
 * see whether its checkpoint still holds the same ones.
 *
 * @param base the recipe that said which tensors are quantized
 * @param grid as it was asked; the points found so far may be those of a part of it
 * @param wholeModel whether the points are about every tensor that {@code base} quantizes
 * @param bins number of histogram bins behind every weight KL
 * @param tensors what every point is about
 * @param refused tensors that were left out, with the reason
 * @param lines the points themselves
 * @param scoredOn what the model was run on for the predictions of points, for people; empty where
 *     it was not run
 * @param budget what was asked of them, where there was an answer
 */
public record SavedTradeOff(
        Recipe base,
        TradeOffGrid grid,
        boolean wholeModel,
        int bins,
        List<Tensor> tensors,
        List<Refused> refused,
        List<TradeOff.Line> lines,
        Optional<String> scoredOn,
        Optional<Budget> budget) {
    /** Points times tensors that a file holds at most: about twelve megabytes. */
    public static final int MOST_COSTS = 60_000;

    public SavedTradeOff {
        tensors = List.copyOf(tensors);
        refused = List.copyOf(refused);
        lines = List.copyOf(lines);
    }

    /** Whether it is small enough for a file. */
    public boolean fits() {
        return costs() <= MOST_COSTS;
    }

    /** Number of points times that of tensors. */
    public long costs() {
        return lines.stream().mapToLong(line -> line.points().size()).sum() * tensors.size();
    }

    /**
     * A tensor.
     *
     * @param kind encoding and shape
     */
    public record Tensor(String name, String kind, long weights) {}

    /**
     * A tensor that could not be quantized as asked.
     *
     * @param message one line that says why
     */
    public record Refused(String tensor, String message) {}

    /**
     * A budget that was answered. The answer follows from the points, the same one every time.
     *
     * @param before the recipe that the answer was compared with
     * @param cost bits per quantized weight and error of that recipe, where they were known
     */
    public record Budget(BudgetQuestion question, Recipe before, Optional<Before> cost) {}

    /** What a recipe cost and lost when a budget was asked. */
    public record Before(double bits, double error) {}
}
