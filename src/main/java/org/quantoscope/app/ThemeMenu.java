package org.quantoscope.app;

import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

import org.quantoscope.ui.text.Texts;

import java.util.Locale;

/**
 * Chooses between the system's theme, light and dark; the mark follows every other way to change
 * it.
 */
final class ThemeMenu extends Menu {
    ThemeMenu(Themes themes) {
        super(Texts.text("menu.theme"));
        setId("menu-theme");
        ToggleGroup group = new ToggleGroup();
        for (Themes.Choice choice : Themes.Choice.values()) {
            String key = choice.name().toLowerCase(Locale.ROOT);
            RadioMenuItem item = new RadioMenuItem(Texts.text("view.theme." + key));
            item.setId("menu-theme-" + key);
            item.setToggleGroup(group);
            item.setOnAction(event -> themes.choiceProperty().set(choice));
            themes.choiceProperty()
                    .subscribe(now -> {
                        if (now == choice) {
                            item.setSelected(true);
                        }
                    });
            getItems().add(item);
        }
    }
}
