package org.quantoscope.ui.help;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every key of the window with what it does: those of commands are made from the commands
 * themselves, those of views stand in the texts under {@code keys.<section>.<number>}.
 */
public final class ShortcutsView extends ScrollPane {
    /** Of the views, in the order of the window. */
    static final List<String> SECTIONS =
            List.of(
                    "tensors",
                    "knobs",
                    "charts",
                    "distribution",
                    "salient",
                    "map",
                    "tradeoff",
                    "evaluation",
                    "recipe",
                    "lists",
                    "mouse");

    private static final double COLUMN_WIDTH = 350;
    private static final double COLUMN_GAP = 26;

    /** More would leave nothing in the third. */
    private static final int MOST_COLUMNS = 3;

    /** What a key does, and the key. */
    private record Entry(String words, String key) {}

    private record Section(String title, List<Entry> entries) {
        /** In lines, its title included. */
        int height() {
            return entries.size() + 2;
        }
    }

    /**
     * @param room width that there is
     */
    public ShortcutsView(List<Command> commands, double room) {
        getStyleClass().add("shortcuts");
        setId("shortcuts");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setAccessibleText(Texts.text("help.keys.hint"));
        int columns =
                Math.clamp(
                        (long) ((room + COLUMN_GAP) / (COLUMN_WIDTH + COLUMN_GAP)),
                        1,
                        MOST_COLUMNS);
        setContent(columns(sections(commands), columns));
    }

    private static List<Section> sections(List<Command> commands) {
        List<Section> sections = new ArrayList<>();
        Map<String, List<Entry>> menus = new LinkedHashMap<>();
        for (Command command : commands) {
            String menu = command.key().substring(0, command.key().indexOf('.'));
            if (command.shortcut() != null) {
                menus.computeIfAbsent(menu, it -> new ArrayList<>())
                        .add(
                                new Entry(
                                        command.plainText().replace("…", ""),
                                        command.shortcutText()));
            }
        }
        menus.forEach((menu, entries) ->
                sections.add(new Section(Texts.text("menu." + menu).replace("_", ""), entries)));
        for (String section : SECTIONS) {
            sections.add(new Section(Texts.text("keys." + section), entries("keys." + section)));
        }
        return sections;
    }

    private static List<Entry> entries(String section) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> section + "." + i)
                .takeWhile(key -> !Texts.textOr(key, "").isEmpty())
                .map(key -> new Entry(Texts.text(key), Texts.text(key + ".key")))
                .toList();
    }

    /** Sections in order, each column about as high as the others. */
    private static Node columns(List<Section> sections, int columns) {
        HBox all = new HBox(COLUMN_GAP);
        int left = sections.stream().mapToInt(Section::height).sum();
        int next = 0;
        for (int i = 0; i < columns; i++) {
            VBox column = new VBox(12);
            column.setPrefWidth(COLUMN_WIDTH);
            column.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(column, Priority.ALWAYS);
            double share = (double) left / (columns - i);
            int filled = 0;
            while (next < sections.size()
                    && (filled == 0
                            || i == columns - 1
                            || filled + sections.get(next).height() / 2.0 <= share)) {
                filled += sections.get(next).height();
                column.getChildren().add(section(sections.get(next++)));
            }
            left -= filled;
            all.getChildren().add(column);
        }
        return all;
    }

    private static Node section(Section section) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("shortcut-section");
        ColumnConstraints words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        words.setMinWidth(0);
        ColumnConstraints keys = new ColumnConstraints();
        keys.setHalignment(HPos.RIGHT);
        keys.setMinWidth(Region.USE_PREF_SIZE);
        grid.getColumnConstraints().addAll(words, keys);
        Label title = new Label(section.title());
        title.getStyleClass().add("table-title");
        grid.add(title, 0, 0, 2, 1);
        for (int i = 0; i < section.entries().size(); i++) {
            Entry entry = section.entries().get(i);
            Label meaning = new Label(entry.words());
            meaning.setWrapText(true);
            meaning.setMinHeight(Region.USE_PREF_SIZE);
            Label key = new Label(entry.key());
            key.getStyleClass().add("key");
            key.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(i + 1, meaning, key);
        }
        return grid;
    }
}
