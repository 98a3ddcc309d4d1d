package org.quantoscope.ui.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

/**
 * Something the user can do, with its words and its key: menus, buttons and the list of shortcuts
 * are made from it.
 *
 * @param key prefix of its texts: {@code key} and {@code key.hint}
 * @param shortcut its key, if it has one
 * @param disabled when it cannot be done
 * @param action what it does
 */
public record Command(
        String key,
        @Nullable KeyCombination shortcut,
        ObservableValue<Boolean> disabled,
        Runnable action) {

    /** The menu entry, with a mnemonic where the text marks one by an underscore. */
    public MenuItem menuItem() {
        MenuItem item = new MenuItem(Texts.text(key));
        item.setId("menu-" + key.replace('.', '-'));
        item.setOnAction(event -> action.run());
        item.setAccelerator(shortcut);
        item.disableProperty().bind(disabled);
        return item;
    }

    /** A tool button with an icon, its words and key in the tooltip. */
    public Button iconButton(String icon) {
        Button button = new Button("", Icon.of(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(plainText());
        return prepared(button);
    }

    /** A tool button with words. */
    public Button textButton(String icon) {
        return prepared(new Button(plainText(), Icon.of(icon)));
    }

    /** Its words without the mark of the mnemonic. */
    public String plainText() {
        return Texts.text(key).replace("_", "");
    }

    /** Its key as people read it; empty where it has none. */
    public String shortcutText() {
        return shortcut == null ? "" : shortcut.getDisplayText();
    }

    private Button prepared(Button button) {
        button.setId("button-" + key.replace('.', '-'));
        button.setOnAction(event -> action.run());
        button.disableProperty().bind(disabled);
        String hint = Texts.textOr(key + ".hint", plainText());
        Tips.set(button, shortcut == null ? hint : hint + " (" + shortcutText() + ")");
        return button;
    }
}
