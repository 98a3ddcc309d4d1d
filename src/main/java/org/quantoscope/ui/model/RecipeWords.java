package org.quantoscope.ui.model;

import org.quantoscope.quant.ClipRatio;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.SpecText;
import org.quantoscope.ui.text.Texts;

import java.util.Arrays;
import java.util.Optional;

/** A recipe in a few words, to tell it from others. */
public final class RecipeWords {
    private RecipeWords() {}

    /**
     * The preset where the default is one, its width, groups and share, and how many rules there
     * are.
     */
    public static String brief(Recipe recipe) {
        QuantizationSpec spec = recipe.defaultSpec();
        Optional<Preset> preset =
                Arrays.stream(Preset.values())
                        .filter(it -> it.suits(spec.layout()))
                        .filter(it -> it.at(spec.bits(), spec.layout()).equals(spec))
                        .findFirst();
        StringBuilder words = new StringBuilder();
        preset.ifPresent(it -> words.append(it.title()).append(", "));
        words.append(SpecText.brief(spec));
        if (preset.isEmpty() && !spec.clip().equals(new ClipRatio(1))) {
            words.append(" ρ ").append(spec.clip().value());
        }
        if (!recipe.rules().isEmpty()) {
            words.append(Texts.text("evaluation.rules", recipe.rules().size()));
        }
        return words.toString();
    }
}
