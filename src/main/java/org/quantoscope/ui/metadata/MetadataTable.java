package org.quantoscope.ui.metadata;

import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.MetadataLine;
import org.quantoscope.ui.model.MetadataLine.Beside;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Lines of metadata, of two checkpoints beside each other, that sort by any column; Ctrl+C copies
 * those selected, whole.
 */
final class MetadataTable extends TableView<MetadataLine> {
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** More of a value than any cell shows costs time to lay out. */
    private static final int MOST_SHOWN = 300;

    private final ObservableList<MetadataLine> lines = FXCollections.observableArrayList();
    private final FilteredList<MetadataLine> found = new FilteredList<>(lines);
    private final Label empty = new Label();
    private final TableColumn<MetadataLine, String> file =
            column("file", 110, it -> both(it.file(), it, Beside::file));
    private final TableColumn<MetadataLine, String> difference =
            column("difference", 90, MetadataTable::differenceText);
    private final TableColumn<MetadataLine, String> besideValue =
            column("beside", 260, it -> it.beside().map(b -> brief(b.value())).orElse(""));

    MetadataTable() {
        setId("metadata-table");
        getStyleClass().add("point-table");
        setAccessibleText(Texts.text("metadata.table"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getColumns()
                .setAll(
                        List.of(
                                column("key", 250, MetadataLine::key),
                                difference,
                                column("type", 90, it -> both(it.type(), it, Beside::type)),
                                column("value", 260, it -> brief(it.value())),
                                besideValue,
                                file));
        besideValue.getStyleClass().add("held-column");
        setRowFactory(table -> new Row());
        ColumnWidths.follow(this);
        SortedList<MetadataLine> sorted = new SortedList<>(found);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        empty.getStyleClass().add("hint");
        empty.setWrapText(true);
        setPlaceholder(empty);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (COPY.match(event)) {
                        copy();
                        event.consume();
                    }
                });
    }

    void show(List<MetadataLine> next) {
        file.setVisible(next.stream().map(MetadataLine::file).distinct().count() > 1);
        boolean compared = next.stream().anyMatch(it -> it.beside().isPresent());
        difference.setVisible(compared);
        besideValue.setVisible(compared);
        lines.setAll(next);
    }

    /**
     * @param differing whether lines that say the same of both checkpoints are left out
     */
    void filter(List<String> words, boolean differing) {
        found.setPredicate(line -> line.has(words) && (!differing || line.differs()));
    }

    /** Says why there is no line. */
    void explain(String text) {
        empty.setText(text);
    }

    /** Lines of all, whether found or not. */
    int total() {
        return lines.size();
    }

    /** The lines on screen, as they are sorted. */
    TableText text() {
        return textOf(getItems());
    }

    /** Copies what is selected, or everything on screen. */
    void copy() {
        List<MetadataLine> selected = getSelectionModel().getSelectedItems();
        ClipboardText.copy(textOf(selected.isEmpty() ? getItems() : selected).tabSeparated());
    }

    private static TableText textOf(List<MetadataLine> some) {
        boolean compared = some.stream().anyMatch(it -> it.beside().isPresent());
        List<List<String>> text = new ArrayList<>();
        text.add(new ArrayList<>(List.of("file", "key", "type", "value")));
        some.forEach(it ->
                text.add(new ArrayList<>(List.of(it.file(), it.key(), it.type(), it.value()))));
        if (compared) {
            text.getFirst().addAll(List.of("file of B", "type of B", "value of B", "difference"));
            for (int i = 0; i < some.size(); i++) {
                List<String> cells = text.get(i + 1);
                some.get(i)
                        .beside()
                        .ifPresent(it ->
                                cells.addAll(
                                        List.of(
                                                it.file(),
                                                it.type(),
                                                it.value(),
                                                differenceText(it.difference()))));
            }
        }
        return new TableText(text);
    }

    private static String differenceText(MetadataLine line) {
        return line.beside().map(it -> differenceText(it.difference())).orElse("");
    }

    static String differenceText(MetadataLine.Difference difference) {
        return Texts.text("metadata.difference." + difference.name().toLowerCase(Locale.ROOT));
    }

    /** What A's file says, what B's says, or both where they are not the same. */
    private static String both(String own, MetadataLine line, Function<Beside, String> part) {
        String other = line.beside().map(part).orElse("");
        return other.isEmpty() || other.equals(own)
                ? own
                : own.isEmpty() ? other : own + " | " + other;
    }

    /** Stands out where the two checkpoints say different things. */
    private static final class Row extends TableRow<MetadataLine> {
        private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");

        @Override
        protected void updateItem(@Nullable MetadataLine line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(DIFFERS, !empty && line != null && line.differs());
        }
    }

    private static String brief(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    private static TableColumn<MetadataLine, String> column(
            String key, double width, Function<MetadataLine, String> value) {
        TableColumn<MetadataLine, String> made = new TableColumn<>();
        ColumnHead.put(made, "metadata.column." + key);
        made.setMinWidth(width);
        made.setCellValueFactory(line -> new SimpleStringProperty(value.apply(line.getValue())));
        return made;
    }
}
