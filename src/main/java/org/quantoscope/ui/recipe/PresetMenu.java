package org.quantoscope.ui.recipe;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeMix;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Recipes to begin with: methods for every matrix, and patterns of wider codes over the default as
 * it is.
 */
final class PresetMenu extends MenuButton {
    private final WorkbenchModel model;

    PresetMenu(WorkbenchModel model) {
        super(Texts.text("recipe.presets"));
        this.model = model;
        setId("recipe-presets");
        Tips.set(this, Texts.text("recipe.presets.hint"));
        for (Preset preset : Preset.values()) {
            for (int bits : List.of(4, 3)) {
                String title = Texts.text("recipe.preset", preset.title(), bits);
                add(
                        preset.key() + "-" + bits,
                        title,
                        recipe -> Recipe.of(recipe.name(), preset.at(new BitWidth(bits))));
            }
        }
        getItems().add(new SeparatorMenuItem());
        for (RecipeMix mix : RecipeMix.values()) {
            String key = mix.name().toLowerCase(Locale.ROOT);
            add(
                    "mix-" + key,
                    Texts.text("recipe.mix." + key),
                    recipe -> mix.over(recipe, model.rules().tensors()));
        }
    }

    private void add(String id, String title, UnaryOperator<Recipe> change) {
        MenuItem item = new MenuItem(title);
        item.setId("recipe-preset-" + id);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.editor().edit(change));
        getItems().add(item);
    }
}
