package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.analysis.BudgetPlan;
import org.quantoscope.analysis.BudgetQuestion;
import org.quantoscope.analysis.BudgetSearch;
import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.Sensitivities;
import org.quantoscope.session.SavedTradeOff;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The best choice within a budget among the points of a trade-off: asked here, looked at as a
 * difference of recipes, then taken or not.
 *
 * <p>Where the points have not been measured on the whole model yet, asking measures them first.
 * All methods belong to the thread that owns the screen.
 */
public final class BudgetModel {
    private final Workers workers;
    private final RecipeEditor editor;
    private final TradeOffModel tradeOff;
    private final ReadOnlyObjectWrapper<BudgetOutcome> outcome =
            new ReadOnlyObjectWrapper<>(new BudgetOutcome.None());

    /** Counts questions, so that an answer to an older one is not shown. */
    private final AtomicLong asked = new AtomicLong();

    /** Whether candidates are being measured for the last question. */
    private boolean waiting;

    /** What the answer on screen answers. */
    private Optional<Answered> answered = Optional.empty();

    private record Answered(TradeOffResult points, SavedTradeOff.Budget asked) {}

    BudgetModel(Workers workers, RecipeEditor editor, TradeOffModel tradeOff) {
        this.workers = workers;
        this.editor = editor;
        this.tradeOff = tradeOff;
        tradeOff.runningProperty().subscribe(running -> sweepEnded(!running));
    }

    public ReadOnlyObjectProperty<BudgetOutcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /**
     * Looks for the best choice.
     *
     * @param grid its candidates, the controls included
     * @param factors on the errors of tensors as JSON, in place of those of the question; blank for
     *     none
     */
    public void find(
            CheckpointSession session,
            TradeOffGrid grid,
            BudgetQuestion question,
            String factors,
            int bins) {
        waiting = false;
        outcome.set(new BudgetOutcome.Searching());
        long mine = asked.incrementAndGet();
        if (factors.isBlank()) {
            measure(session, grid, question, bins, mine);
            return;
        }
        Recipe recipe = editor.recipe();
        workers.files()
                .execute(() -> {
                    Runnable next;
                    try {
                        List<TensorInfo> tensors =
                                session.tensors().stream().filter(recipe::quantizes).toList();
                        BudgetQuestion weighted =
                                question.withSensitivity(Sensitivities.read(factors, tensors));
                        next = () -> measure(session, grid, weighted, bins, mine);
                    } catch (IllegalArgumentException e) {
                        String message = FailureText.of(e, Texts.text("budget.factors"));
                        next = () -> outcome.set(new BudgetOutcome.Failed(message));
                    }
                    Runnable then = next;
                    workers.screen().execute(() -> ifCurrent(mine, then));
                });
    }

    private void ifCurrent(long mine, Runnable task) {
        if (mine == asked.get()) {
            task.run();
        }
    }

    /** Takes points that are there, or has them measured. */
    private void measure(
            CheckpointSession session,
            TradeOffGrid grid,
            BudgetQuestion question,
            int bins,
            long mine) {
        Optional<TradeOffResult> known =
                tradeOff.resultProperty().get().filter(it -> isUsable(it, session, grid, bins));
        if (known.isPresent()) {
            search(known.get(), question, mine);
            return;
        }
        tradeOff.run(
                session,
                grid,
                List.of(),
                bins,
                () -> {
                    waiting = false;
                    tradeOff.resultProperty().get().ifPresent(it -> search(it, question, mine));
                });
        waiting = tradeOff.runningProperty().get();
        if (!waiting) {
            outcome.set(new BudgetOutcome.Failed(reason(Texts.text("budget.nothing"))));
        }
    }

    /** Takes a choice, as one step. */
    public void apply(BudgetOutcome.Found found) {
        editor.load(found.plan().recipe());
    }

    /** The question that was answered from these points, where that is the answer on screen. */
    Optional<SavedTradeOff.Budget> asked(TradeOffResult points) {
        return answered.filter(it ->
                        it.points().tradeOff().equals(points.tradeOff())
                                && outcome.get() instanceof BudgetOutcome.Found)
                .map(Answered::asked);
    }

    /** Answers again what was answered from these points before. */
    void restore(TradeOffResult points, SavedTradeOff.Budget saved) {
        waiting = false;
        search(points, saved, asked.incrementAndGet());
    }

    void clear() {
        waiting = false;
        answered = Optional.empty();
        asked.incrementAndGet();
        outcome.set(new BudgetOutcome.None());
    }

    /** Points for the same tensors as the recipe quantizes now. */
    private boolean isUsable(
            TradeOffResult result, CheckpointSession session, TradeOffGrid grid, int bins) {
        return result.session() == session
                && result.wholeModel()
                && !result.estimate()
                && result.grid().equals(grid)
                && result.tradeOff().bins() == bins
                && session.tensors().stream()
                        .filter(editor.recipe()::quantizes)
                        .toList()
                        .equals(result.tradeOff().tensors());
    }

    /** A run that ended without points, because it failed or was stopped. */
    private void sweepEnded(boolean ended) {
        if (ended && waiting) {
            waiting = false;
            asked.incrementAndGet();
            outcome.set(new BudgetOutcome.Failed(reason(Texts.text("budget.stopped"))));
        }
    }

    private String reason(String otherwise) {
        return tradeOff.failureProperty().get().orElse(otherwise);
    }

    private void search(TradeOffResult points, BudgetQuestion question, long mine) {
        search(
                points,
                new SavedTradeOff.Budget(
                        question,
                        editor.recipe(),
                        tradeOff.present(points)
                                .map(cost ->
                                        new SavedTradeOff.Before(
                                                cost.bitsStored(), question.measure().of(cost)))),
                mine);
    }

    private void search(TradeOffResult points, SavedTradeOff.Budget question, long mine) {
        workers.files()
                .execute(() -> {
                    if (mine != asked.get()) {
                        return;
                    }
                    BudgetOutcome told = outcome(points, question);
                    workers.screen()
                            .execute(() ->
                                    ifCurrent(
                                            mine,
                                            () -> {
                                                answered =
                                                        Optional.of(new Answered(points, question));
                                                outcome.set(told);
                                            }));
                });
    }

    private static BudgetOutcome outcome(TradeOffResult points, SavedTradeOff.Budget question) {
        List<TensorInfo> all = points.session().tensors();
        try {
            BudgetPlan plan =
                    new BudgetSearch(points.tradeOff(), all, question.before())
                            .find(question.question());
            return new BudgetOutcome.Found(
                    plan,
                    RecipeDiff.between(question.before(), plan.recipe(), all),
                    question.cost().map(it -> new BudgetOutcome.Before(it.bits(), it.error())));
        } catch (RuntimeException e) {
            return new BudgetOutcome.Failed(
                    FailureText.of(e, points.session().checkpoint().name()));
        }
    }
}
