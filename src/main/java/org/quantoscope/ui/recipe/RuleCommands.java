package org.quantoscope.ui.recipe;

import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.RecipeEditor;
import org.quantoscope.ui.model.WorkbenchModel;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * What can be done with a line of the list, each as one step that can be undone.
 *
 * <p>Lines are counted from the default specification, which is line 0 and stays where it is.
 */
final class RuleCommands {
    private final WorkbenchModel model;
    private final IntConsumer select;

    /**
     * @param select shows a line as the selected one
     */
    RuleCommands(WorkbenchModel model, IntConsumer select) {
        this.model = model;
        this.select = select;
    }

    private RecipeEditor editor() {
        return model.editor();
    }

    private Recipe recipe() {
        return editor().recipe();
    }

    /** Whether there is such a rule to be edited; while B is shown in place of A there is none. */
    private boolean isRule(int line) {
        return line > 0
                && line <= recipe().rules().size()
                && !model.comparison().showsHeldProperty().get();
    }

    void enable(int line, boolean enabled) {
        if (isRule(line)) {
            Rule rule = recipe().rules().get(line - 1);
            editor().edit(it -> it.withRule(line - 1, rule.withEnabled(enabled)));
        }
    }

    void toggle(int line) {
        if (isRule(line)) {
            enable(line, !recipe().rules().get(line - 1).enabled());
        }
    }

    void duplicate(int line) {
        if (isRule(line)) {
            editor().edit(it -> it.withRuleAdded(line, it.rules().get(line - 1)));
            select.accept(line + 1);
        }
    }

    void remove(int line) {
        if (isRule(line)) {
            editor().removeRule(line - 1);
            select.accept(Math.min(line, recipe().rules().size()));
        }
    }

    /** Moves a rule to another line; a line that is none is the nearest. */
    void move(int from, int to) {
        int end = Math.clamp(to, 1, Math.max(1, recipe().rules().size()));
        if (isRule(from) && from != end) {
            editor().moveRule(from - 1, end - 1);
            select.accept(end);
        }
    }

    /**
     * Adds a rule behind a line that is for nothing yet: it matches what no name is, and changes
     * nothing until its conditions are written.
     */
    void add(int line) {
        int index = isRule(line) ? line : recipe().rules().size();
        editor().edit(it ->
                it.withRuleAdded(index, new Rule(LayerSelector.glob(""), it.defaultSpec())));
        select.accept(index + 1);
    }

    /** Gives the selected tensors rules of their own, as few as say it, with what they have now. */
    void overrideSelection() {
        List<TensorInfo> tensors = List.copyOf(model.selection());
        if (tensors.isEmpty()) {
            return;
        }
        editor().overrideAsTheyAre(tensors);
        select.accept(recipe().rules().size());
    }
}
