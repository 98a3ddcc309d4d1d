package org.quantoscope.ui.model;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableMap;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.Optional;

/**
 * Two recipes side by side: A is the one being edited, B one that is held as it was.
 *
 * <p>B has a preview and a sweep of its own, which follow the selection and the number of bins and
 * never A's knobs. Views that read the model's preview and sweep show B in place of A while {@link
 * #showsHeldProperty} says so; those that can show both ask here for B's.
 */
public final class Comparison {
    private final RecipeEditor editor;
    private final PreviewModel preview;
    private final SweepModel sweep;
    private final PreviewModel heldPreview;
    private final SweepModel heldSweep;
    private final ReadOnlyObjectWrapper<Optional<Recipe>> held =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Preview>> beside =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Recipe> shownRecipe;
    private final BooleanProperty showsHeld = new SimpleBooleanProperty();
    private final BooleanProperty split = new SimpleBooleanProperty(true);
    private final BooleanBinding compared;
    private final BooleanBinding sideBySide;

    private Optional<CheckpointSession> session = Optional.empty();
    private Optional<PreviewQuestion> asked = Optional.empty();
    private @Nullable Swapped swapped;
    private int bins;
    private boolean instead;

    /** The two sides of the last swap, so that undoing one half brings the other half back. */
    private record Swapped(Recipe one, Recipe other) {
        Optional<Recipe> otherThan(Recipe recipe) {
            return recipe.equals(one)
                    ? Optional.of(other)
                    : recipe.equals(other) ? Optional.of(one) : Optional.empty();
        }
    }

    Comparison(Workers workers, RecipeEditor editor, PreviewModel preview, SweepModel sweep) {
        this.editor = editor;
        this.preview = preview;
        this.sweep = sweep;
        heldPreview = new PreviewModel(workers);
        heldSweep = new SweepModel(workers, preview);
        shownRecipe = new ReadOnlyObjectWrapper<>(editor.recipe());
        compared =
                Bindings.createBooleanBinding(
                        () -> held.get().isPresent() && split.get(), held, split);
        sideBySide = compared.and(showsHeld.not());
        showsHeld.subscribe((before, now) -> show());
        sideBySide.subscribe((before, now) -> showBeside());
        heldPreview.stateProperty().subscribe(state -> showBeside());
        editor.recipeProperty().subscribe((before, now) -> recipeChanged(now));
    }

    /** B, if one is held. */
    public ReadOnlyObjectProperty<Optional<Recipe>> heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** What the recipe makes of the shown tensor under B; idle where none is held. */
    public ReadOnlyObjectProperty<PreviewState> heldStateProperty() {
        return heldPreview.stateProperty();
    }

    /**
     * What is made of the shown tensor under B, where that is to be shown beside A; empty where it
     * is not, or not known yet.
     */
    public ReadOnlyObjectProperty<Optional<Preview>> besideProperty() {
        return beside.getReadOnlyProperty();
    }

    /** The same, if it is about a tensor. */
    public Optional<Preview> beside(TensorInfo tensor) {
        return beside.get().filter(it -> it.tensor().equals(tensor));
    }

    private void showBeside() {
        beside.set(heldPreview.stateProperty().get().shown().filter(it -> sideBySide.get()));
    }

    /** Outcomes under B by tensor name; empty where none is held. */
    public ObservableMap<String, TensorOutcome> heldOutcomes() {
        return heldSweep.ownOutcomes();
    }

    /** Sums over the model under B. */
    public ReadOnlyObjectProperty<Optional<CheckpointReport.Totals>> heldTotalsProperty() {
        return heldSweep.ownTotalsProperty();
    }

    /** Present while the model is being measured under B. */
    public ReadOnlyObjectProperty<Optional<SweepProgress>> heldProgressProperty() {
        return heldSweep.progressProperty();
    }

    /** Stops measuring the model under B; it goes on when B is asked for something else. */
    public void stopHeld() {
        heldSweep.stop();
    }

    /** Outcomes under A by tensor name, whichever is shown. */
    public ObservableMap<String, TensorOutcome> editedOutcomes() {
        return sweep.ownOutcomes();
    }

    /** Sums over the model under A, whichever is shown. */
    public ReadOnlyObjectProperty<Optional<CheckpointReport.Totals>> editedTotalsProperty() {
        return sweep.ownTotalsProperty();
    }

    /**
     * The recipe that everything on screen belongs to: A, or B while that is shown in its place.
     */
    public ReadOnlyObjectProperty<Recipe> shownRecipeProperty() {
        return shownRecipe.getReadOnlyProperty();
    }

    /** Whether every view shows B in place of A; without effect where none is held. */
    public BooleanProperty showsHeldProperty() {
        return showsHeld;
    }

    /** Whether views that can show both at once do. */
    public BooleanProperty splitProperty() {
        return split;
    }

    /**
     * Whether B is held and wanted beside A: what views make room for, so that nothing moves while
     * B is shown in place of A for a moment.
     */
    public BooleanBinding comparedProperty() {
        return compared;
    }

    /** Whether both are to be shown now: compared, and B not shown in place of A. */
    public BooleanBinding sideBySideProperty() {
        return sideBySide;
    }

    /** Holds the recipe as it is now as B, in place of the one held before. */
    public void hold() {
        hold(editor.recipe());
    }

    /** Takes what a session held. */
    void restore(Optional<Recipe> recipe, boolean beside) {
        split.set(beside);
        recipe.ifPresentOrElse(this::hold, this::drop);
    }

    private void hold(Recipe recipe) {
        showsHeld.set(false);
        held.set(Optional.of(recipe));
        refreshHeld();
    }

    /** Makes B the edited recipe, as one step that can be undone, and A the held one. */
    public void swap() {
        held.get()
                .ifPresent(other -> {
                    Recipe mine = editor.recipe();
                    swapped = null;
                    hold(mine);
                    editor.load(other);
                    swapped = new Swapped(mine, other);
                });
    }

    /** Edits B from now on, as one step that can be undone; B stays held. */
    public void apply() {
        showsHeld.set(false);
        held.get().ifPresent(editor::load);
    }

    /** Holds nothing any more. */
    public void drop() {
        showsHeld.set(false);
        swapped = null;
        held.set(Optional.empty());
        heldPreview.clear();
        heldSweep.clear();
    }

    /** What follows belongs to another checkpoint. */
    void restart(Optional<CheckpointSession> opened) {
        drop();
        session = opened;
    }

    /** Brings B's answers up to the number of bins. */
    void refresh(int numberOfBins) {
        if (numberOfBins != bins) {
            bins = numberOfBins;
            refreshHeld();
        }
    }

    private void refreshHeld() {
        session.ifPresent(open ->
                held.get()
                        .ifPresent(recipe -> {
                            heldSweep.start(open, recipe, bins, sweep.ownOutcomes());
                            asked.ifPresent(this::ask);
                        }));
    }

    /** Asks what A was asked, under B. */
    void follow(Optional<PreviewQuestion> question) {
        asked = question;
        if (question.isEmpty() || held.get().isEmpty()) {
            heldPreview.clear();
        } else {
            ask(question.get());
        }
    }

    private void ask(PreviewQuestion question) {
        held.get()
                .ifPresent(recipe ->
                        heldPreview.ask(
                                new PreviewQuestion(
                                        question.session(),
                                        question.tensor(),
                                        recipe.decide(question.tensor()),
                                        question.bins(),
                                        question.control())));
    }

    /** Whoever turns a knob wants to see what it does. */
    private void recipeChanged(Recipe now) {
        showsHeld.set(false);
        if (swapped != null && !editor.history().inGesture()) {
            Optional<Recipe> other = swapped.otherThan(now);
            if (other.isPresent() && held.get().map(now::equals).orElse(false)) {
                Swapped pair = swapped;
                hold(other.get());
                swapped = pair;
            }
        }
        show();
    }

    private void show() {
        boolean other = showsHeld.get() && held.get().isPresent();
        if (other != instead) {
            instead = other;
            preview.showInstead(other ? Optional.of(heldPreview) : Optional.empty());
            sweep.showInstead(other ? Optional.of(heldSweep) : Optional.empty());
        }
        shownRecipe.set(other ? held.get().get() : editor.recipe());
    }
}
