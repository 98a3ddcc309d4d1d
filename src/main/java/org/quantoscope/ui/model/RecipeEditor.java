package org.quantoscope.ui.model;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorInfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The recipe and the commands that change it, one value with a history.
 *
 * <p>An edit reaches the default specification or, in the other scope, the selected tensors by
 * rules of their own. Bad values are refused with the parameter's own message and change nothing.
 */
public final class RecipeEditor {
    /** What an edit reaches. */
    public enum Scope {
        /** The default specification: every matrix of the blocks that no rule names. */
        ALL,
        /** The selected tensors. */
        SELECTION,
        /** What one rule gives to its tensors. */
        RULE
    }

    private static final BitWidth FOUR = new BitWidth(4);

    private final History<Recipe> history =
            new History<>(Recipe.of("", Preset.ADPQ_COMPACT.at(FOUR)));
    private final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.ALL);
    private final PresetChoice preset = new PresetChoice();
    private final ReadOnlyObjectWrapper<Edited> edited;

    private List<TensorInfo> all = List.of();
    private List<TensorInfo> targets = List.of();

    /** The rule of the scope of that name; one that is no more leaves nothing to edit. */
    private int rule = -1;

    /** Whether the recipe changes by an edit here, which leaves the preset as it was chosen. */
    private boolean changing;

    /** Whether {@link #rule} is right already for the recipe that is being set. */
    private boolean placed;

    RecipeEditor() {
        edited = new ReadOnlyObjectWrapper<>(lookup());
        history.valueProperty().subscribe(this::follow);
        scope.subscribe((before, now) -> show());
    }

    public Recipe recipe() {
        return history.get();
    }

    public ReadOnlyObjectProperty<Recipe> recipeProperty() {
        return history.valueProperty();
    }

    public History<Recipe> history() {
        return history;
    }

    public ObjectProperty<Scope> scopeProperty() {
        return scope;
    }

    /**
     * The preset that knobs are reset to: the one chosen last, or the one that comes closest to
     * what an undo, a file or another selection brought.
     */
    public ReadOnlyObjectProperty<Preset> presetProperty() {
        return preset.property();
    }

    /** What the knobs show. */
    public ReadOnlyObjectProperty<Edited> editedProperty() {
        return edited.getReadOnlyProperty();
    }

    /** Lets the knobs edit what the rule at {@code index} gives. */
    public void editRule(int index) {
        rule = index;
        scope.set(Scope.RULE);
        show();
    }

    /** The rule that the knobs edit, where that is their scope. */
    public OptionalInt editedRule() {
        boolean there = rule >= 0 && rule < recipe().rules().size();
        return scope.get() == Scope.RULE && there ? OptionalInt.of(rule) : OptionalInt.empty();
    }

    /** The tensors of the open checkpoint, among which rules for several are told apart. */
    void setTensors(List<TensorInfo> tensors) {
        all = List.copyOf(tensors);
    }

    void setTargets(List<TensorInfo> tensors) {
        targets = List.copyOf(tensors);
        show();
    }

    /**
     * Sets one parameter of everything in scope.
     *
     * <p>While a specification is a preset as it is, a new width or layout brings the preset's
     * values for that along.
     *
     * @throws IllegalArgumentException that names the parameter and says what is permitted
     */
    public void set(SpecField field, String text) {
        change(spec -> preset.follow(spec, field, field.with(spec, text)));
        if (field == SpecField.LAYOUT) {
            edited.get().spec().ifPresent(preset::showFor);
        }
    }

    /** Sets one parameter of everything in scope to the preset's value. */
    public void reset(SpecField field) {
        change(spec -> preset.reset(spec, field));
        if (field == SpecField.LAYOUT) {
            edited.get().spec().ifPresent(preset::showFor);
        }
    }

    /** Replaces everything in scope by a preset at the width and layout it has. */
    public void apply(Preset chosen) {
        change(spec -> preset.choose(chosen, spec.bits(), spec.layout()));
    }

    /** Keeps the selected tensors at source precision, or quantizes them like the default. */
    public void setKept(boolean kept) {
        override(targets, kept ? TensorSpec.KEEP : recipe().defaultSpec());
    }

    /**
     * Changes the recipe as one step; without effect where the change is none.
     *
     * @throws RuntimeException that {@code change} throws, and changes nothing then
     */
    public void edit(UnaryOperator<Recipe> change) {
        history.set(change.apply(recipe()));
    }

    /**
     * Gives tensors what they shall have by as few rules of their own as plain conditions allow, as
     * one step.
     */
    public void override(List<TensorInfo> tensors, TensorSpec spec) {
        override(tensors, tensor -> spec);
    }

    /** Gives tensors rules of their own with what they get now, as one step. */
    public void overrideAsTheyAre(List<TensorInfo> tensors) {
        override(tensors, recipe()::specFor);
    }

    private void override(List<TensorInfo> tensors, Function<TensorInfo, TensorSpec> spec) {
        Map<TensorInfo, TensorSpec> specs = new LinkedHashMap<>();
        tensors.forEach(tensor -> specs.put(tensor, spec.apply(tensor)));
        history.set(recipe().withOverrides(specs, all));
    }

    /** Moves a rule; the knobs stay with the rule that they edit. */
    public void moveRule(int from, int to) {
        if (from == rule) {
            rule = to;
        } else if (from < rule && to >= rule) {
            rule--;
        } else if (from > rule && to <= rule) {
            rule++;
        }
        placed = true;
        history.set(recipe().withRuleMoved(from, to));
        placed = false;
    }

    /** Removes a rule; the knobs leave it if they edited it. */
    public void removeRule(int index) {
        if (index == rule) {
            rule = -1;
            scope.set(Scope.ALL);
        } else if (index < rule) {
            rule--;
        }
        placed = true;
        history.set(recipe().withoutRule(index));
        placed = false;
    }

    /** Takes a whole recipe, as one step. */
    public void load(Recipe recipe) {
        history.set(recipe);
    }

    /** Takes what a checkpoint starts with: a step where something was edited before. */
    void begin(Recipe recipe) {
        scope.set(Scope.ALL);
        if (history.canUndoProperty().get()) {
            history.set(recipe);
        } else {
            history.restart(recipe);
        }
    }

    /** Starts over with a recipe that nothing precedes. */
    void restart(Recipe recipe) {
        scope.set(Scope.ALL);
        history.restart(recipe);
    }

    private void change(UnaryOperator<QuantizationSpec> edit) {
        changing = true;
        // A refused value throws before the history is touched.
        try {
            switch (scope.get()) {
                case ALL -> history.set(recipe().withDefault(edit.apply(recipe().defaultSpec())));
                case RULE -> history.set(withEditedRule(recipe(), edit));
                case SELECTION ->
                        override(
                                targets.stream().filter(it -> it.dtype().isAnalysable()).toList(),
                                it -> edit.apply(specOf(it).orElse(recipe().defaultSpec())));
            }
        } finally {
            changing = false;
        }
    }

    private Recipe withEditedRule(Recipe recipe, UnaryOperator<QuantizationSpec> edit) {
        if (editedRule().isEmpty()) {
            return recipe;
        }
        Rule now = recipe.rules().get(rule);
        return now.spec() instanceof QuantizationSpec spec
                ? recipe.withRule(rule, now.withSpec(edit.apply(spec)))
                : recipe;
    }

    /** The knobs stay with the rule that they edit, wherever an undo or a file puts it. */
    private void follow(Recipe before, Recipe now) {
        if (!placed && rule >= 0) {
            rule = before.ruleIn(now, rule).orElse(-1);
        }
        show();
    }

    private void show() {
        if (scope.get() == Scope.RULE && editedRule().isEmpty()) {
            scope.set(Scope.ALL);
            return;
        }
        Edited next = lookup();
        if (!changing && !next.spec().equals(edited.get().spec())) {
            next.spec().ifPresent(preset::showClosest);
        }
        edited.set(next);
    }

    private Optional<QuantizationSpec> specOf(TensorInfo tensor) {
        return recipe().specFor(tensor) instanceof QuantizationSpec spec
                ? Optional.of(spec)
                : Optional.empty();
    }

    private Edited lookup() {
        return editedRule().isPresent()
                ? EditedLookup.of(recipe().rules().get(rule))
                : EditedLookup.of(recipe(), scope.get(), targets);
    }
}
