package org.quantoscope.ui.model;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorInfo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what the knobs show for a recipe, a scope and a selection. */
final class EditedLookup {
    private EditedLookup() {}

    static Edited of(Rule rule) {
        boolean kept = !(rule.spec() instanceof QuantizationSpec);
        return new Edited(
                rule.spec() instanceof QuantizationSpec spec ? Optional.of(spec) : Optional.empty(),
                Set.of(),
                kept);
    }

    static Edited of(Recipe recipe, RecipeEditor.Scope scope, List<TensorInfo> targets) {
        if (scope != RecipeEditor.Scope.SELECTION || targets.isEmpty()) {
            return new Edited(Optional.of(recipe.defaultSpec()), Set.of(), false);
        }
        List<QuantizationSpec> specs =
                targets.stream()
                        .map(recipe::specFor)
                        .filter(QuantizationSpec.class::isInstance)
                        .map(QuantizationSpec.class::cast)
                        .toList();
        Set<SpecField> mixed = new HashSet<>();
        for (SpecField field : SpecField.ALL) {
            if (specs.stream().map(field::textOf).distinct().count() > 1) {
                mixed.add(field);
            }
        }
        return new Edited(specs.stream().findFirst(), mixed, specs.size() < targets.size());
    }
}
