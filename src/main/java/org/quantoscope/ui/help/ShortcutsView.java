package org.quantoscope.ui.help;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** Every key of the window with what it does, made from the commands themselves. */
public final class ShortcutsView extends GridPane {
    private static final int GESTURES = 13;

    public ShortcutsView(List<Command> commands) {
        getStyleClass().add("shortcuts");
        ColumnConstraints words = new ColumnConstraints();
        ColumnConstraints keys = new ColumnConstraints();
        keys.setHalignment(HPos.RIGHT);
        getColumnConstraints().addAll(words, keys, words, keys);
        List<Command> withKeys = commands.stream().filter(it -> it.shortcut() != null).toList();
        int rows = (withKeys.size() + GESTURES + 1) / 2;
        int line = 0;
        for (Command command : withKeys) {
            place(line++, rows, command.plainText().replace("…", ""), command.shortcutText());
        }
        for (int i = 1; i <= GESTURES; i++) {
            place(line++, rows, Texts.text("keys." + i), Texts.text("keys." + i + ".key"));
        }
    }

    private void place(int line, int rows, String words, String keys) {
        Label key = new Label(keys);
        key.getStyleClass().add("key");
        int column = line < rows ? 0 : 2;
        add(new Label(words), column, line % rows);
        add(key, column + 1, line % rows);
    }
}
