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
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.Optional;

/**
 * Two sides: A is the recipe being edited, B one that is held as it was, or the values of a
 * checkpoint opened beside. Both are measured against the open checkpoint.
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
    private final ReadOnlyObjectWrapper<Optional<Side>> side =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Recipe>> held =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<OtherCheckpoint>> other =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanBinding holding =
            Bindings.createBooleanBinding(() -> side.get().isPresent(), side);
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

    /** The recipe that was B when a checkpoint became it. */
    private Optional<Recipe> before = Optional.empty();

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
                        () -> side.get().isPresent() && split.get(), side, split);
        sideBySide = compared.and(showsHeld.not());
        showsHeld.subscribe((before, now) -> show());
        sideBySide.subscribe((before, now) -> showBeside());
        heldPreview.stateProperty().subscribe(state -> showBeside());
        editor.recipeProperty().subscribe((before, now) -> recipeChanged(now));
    }

    /** Whether there is a B, of either kind. */
    public BooleanBinding holdingProperty() {
        return holding;
    }

    /** The checkpoint that is B, if one is. */
    public ReadOnlyObjectProperty<Optional<OtherCheckpoint>> otherProperty() {
        return other.getReadOnlyProperty();
    }

    /** The recipe that is B, if one is. */
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

    /** The report of the same, where its values can still be looked at. */
    Optional<LayerReport> reportBeside(TensorInfo tensor) {
        return beside(tensor)
                .flatMap(Preview::report)
                // What a checkpoint gave that is B no more has no values left to look at.
                .filter(it ->
                        it.givenBy().isEmpty()
                                || otherProperty()
                                        .get()
                                        .filter(other -> other.made(it.tensor(), it))
                                        .isPresent());
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

    /**
     * The recipe that B's outcomes should be of; those of a checkpoint are of none, and A's does.
     */
    public Recipe heldRecipe() {
        return held.get().orElse(editor.recipe());
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
        hold(new Side.OfRecipe(recipe));
    }

    /** Makes a checkpoint B, in place of what was B before; a recipe comes back after it. */
    void hold(OtherCheckpoint checkpoint) {
        swapped = null;
        before = held.get().or(() -> before);
        hold((Side) checkpoint);
    }

    private void hold(Side next) {
        showsHeld.set(false);
        if (next instanceof OtherCheckpoint || other.get().isPresent()) {
            forget();
        }
        set(Optional.of(next));
        refreshHeld();
    }

    /** What is known of B before, which is of other values. */
    private void forget() {
        heldPreview.clear();
        heldSweep.clear();
    }

    private void set(Optional<Side> next) {
        // Recipe and checkpoint first: who hears of a B asks which it is.
        held.set(
                next.flatMap(it ->
                        it instanceof Side.OfRecipe(Recipe recipe)
                                ? Optional.of(recipe)
                                : Optional.empty()));
        other.set(
                next.flatMap(it ->
                        it instanceof OtherCheckpoint checkpoint
                                ? Optional.of(checkpoint)
                                : Optional.empty()));
        side.set(next);
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

    /** Ends the comparison; the recipe that was B before a checkpoint is B again. */
    public void drop() {
        Optional<Recipe> again = before;
        before = Optional.empty();
        if (other.get().isPresent() && again.isPresent()) {
            hold(again.get());
        } else {
            clear();
        }
    }

    private void clear() {
        showsHeld.set(false);
        swapped = null;
        before = Optional.empty();
        set(Optional.empty());
        forget();
    }

    /** What follows belongs to another checkpoint. */
    void restart(Optional<CheckpointSession> opened) {
        clear();
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
                side.get()
                        .ifPresent(it -> {
                            heldSweep.start(open, it, bins, sweep.ownOutcomes());
                            asked.ifPresent(this::ask);
                        }));
    }

    /** Asks what A was asked, under B. */
    void follow(Optional<PreviewQuestion> question) {
        asked = question;
        if (question.isEmpty() || side.get().isEmpty()) {
            heldPreview.clear();
        } else {
            ask(question.get());
        }
    }

    private void ask(PreviewQuestion question) {
        side.get().ifPresent(it -> heldPreview.ask(question.of(it)));
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
        boolean showsB = showsHeld.get() && side.get().isPresent();
        if (showsB != instead) {
            instead = showsB;
            preview.showInstead(showsB ? Optional.of(heldPreview) : Optional.empty());
            sweep.showInstead(showsB ? Optional.of(heldSweep) : Optional.empty());
        }
        shownRecipe.set(held.get().filter(it -> showsB).orElse(editor.recipe()));
    }
}
