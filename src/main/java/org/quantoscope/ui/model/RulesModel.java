package org.quantoscope.ui.model;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.quantoscope.recipe.DecisionTrace;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeDiff;
import org.quantoscope.recipe.Rule;
import org.quantoscope.recipe.RuleHits;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.LatestOnly;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the rules of the recipe do to the open checkpoint, counted beside the screen, and the edits
 * of rules that must be tried on its tensors before they are taken.
 *
 * <p>What it shows is about the recipe of {@link RuleFacts#recipe}; while that is not the one in
 * the editor, it is stale.
 */
public final class RulesModel {
    /** Counting takes milliseconds; nothing is gained by giving it up. */
    private static final long PATIENCE_MILLIS = 60_000;

    private record Question(
            List<TensorInfo> tensors,
            Recipe recipe,
            Optional<TensorInfo> shown,
            Optional<Recipe> other,
            Optional<Recipe> held) {}

    private record Answer(RuleFacts facts, Optional<RuleFacts> held) {}

    private final Workers workers;
    private final RecipeEditor editor;
    private final Comparison comparison;
    private final Consumer<Notice> notices;
    private final LatestOnly<Question, Answer> latest;
    private final ReadOnlyObjectWrapper<Optional<RuleFacts>> facts =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<RuleFacts>> heldFacts =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Optional<Compared>> compared =
            new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Recipe>> opening =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    private List<TensorInfo> tensors = List.of();
    private Optional<TensorInfo> shown = Optional.empty();

    RulesModel(
            Workers workers, RecipeEditor editor, Comparison comparison, Consumer<Notice> notices) {
        this.workers = workers;
        this.editor = editor;
        this.comparison = comparison;
        this.notices = notices;
        latest =
                new LatestOnly<>(
                        workers.rules(),
                        workers.screen(),
                        RulesModel::answer,
                        (question, answer) -> answered(answer),
                        (question, failure) -> failed(failure),
                        PATIENCE_MILLIS);
        editor.recipeProperty().subscribe((before, now) -> ask());
        compared.subscribe((before, now) -> ask());
        comparison.heldProperty().subscribe((before, now) -> ask());
    }

    /** The last that was counted; empty while no checkpoint is open. */
    public ReadOnlyObjectProperty<Optional<RuleFacts>> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** The same about the recipe that is held beside; empty where none is. */
    public ReadOnlyObjectProperty<Optional<RuleFacts>> heldFactsProperty() {
        return heldFacts.getReadOnlyProperty();
    }

    private void answered(Answer answer) {
        heldFacts.set(answer.held());
        facts.set(Optional.of(answer.facts()));
    }

    /** The recipe that the one in the window is compared with, if any. */
    public ObjectProperty<Optional<Compared>> comparedProperty() {
        return compared;
    }

    /** The recipe as it was when the checkpoint was opened. */
    public ReadOnlyObjectProperty<Optional<Recipe>> openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /** Tensors of the open checkpoint. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** Another checkpoint, or none. */
    void opened(List<TensorInfo> all, Optional<Recipe> startingRecipe) {
        tensors = List.copyOf(all);
        shown = Optional.empty();
        opening.set(startingRecipe);
        compared.set(Optional.empty());
        latest.cancel();
        facts.set(Optional.empty());
        heldFacts.set(Optional.empty());
        ask();
    }

    void setShown(Optional<TensorInfo> tensor) {
        shown = tensor;
        ask();
    }

    /**
     * Takes a rule in place of that at {@code index}, or behind all where that is their number, if
     * its conditions can be told on every tensor: a regular expression may run away.
     *
     * @param refused told why not, in one line; nothing changes then
     */
    public void put(int index, Rule rule, Consumer<String> refused) {
        List<TensorInfo> triedOn = tensors;
        Recipe base = editor.recipe();
        if (rule.match().regex().isEmpty()) {
            putNow(base, index, rule);
            return;
        }
        workers.rules()
                .execute(() -> {
                    Optional<String> reason = tried(rule, triedOn);
                    workers.screen()
                            .execute(() ->
                                    reason.ifPresentOrElse(
                                            refused, () -> putNow(base, index, rule)));
                });
    }

    private void putNow(Recipe base, int index, Rule rule) {
        // An edit that came between knows nothing of this one, and is what the user did last.
        if (editor.recipe().equals(base)) {
            boolean behind = index == base.rules().size();
            editor.edit(it -> behind ? it.withRuleAdded(index, rule) : it.withRule(index, rule));
        }
    }

    private static Optional<String> tried(Rule rule, List<TensorInfo> tensors) {
        try {
            tensors.forEach(rule.match()::matches);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void ask() {
        if (!tensors.isEmpty()) {
            latest.submit(
                    new Question(
                            tensors,
                            editor.recipe(),
                            shown,
                            compared.get().map(Compared::recipe),
                            comparison.heldProperty().get()));
        }
    }

    private static Answer answer(Question question, Cancellation cancellation) {
        return new Answer(
                facts(question.recipe(), question.other(), question),
                question.held().map(it -> facts(it, Optional.empty(), question)));
    }

    private static RuleFacts facts(Recipe recipe, Optional<Recipe> other, Question question) {
        return new RuleFacts(
                recipe,
                RuleHits.of(recipe, question.tensors()),
                question.shown().map(tensor -> DecisionTrace.of(recipe, tensor)),
                other.map(it -> RecipeDiff.between(it, recipe, question.tensors())));
    }

    private void failed(Throwable failure) {
        facts.set(Optional.empty());
        heldFacts.set(Optional.empty());
        notices.accept(Notice.error(FailureText.of(failure, Texts.text("recipe.subject"))));
    }
}
