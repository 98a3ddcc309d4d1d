package org.quantoscope.ui.metadata;

import javafx.beans.property.SimpleStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.ColumnHead;
import org.quantoscope.ui.control.ColumnWidths;
import org.quantoscope.ui.control.TableText;
import org.quantoscope.ui.model.MetadataLine;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lines of metadata that sort by any column; Ctrl+C copies those selected, whole. */
final class MetadataTable extends TableView<MetadataLine> {
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** More of a value than any cell shows costs time to lay out. */
    private static final int MOST_SHOWN = 300;

    private final ObservableList<MetadataLine> lines = FXCollections.observableArrayList();
    private final FilteredList<MetadataLine> found = new FilteredList<>(lines);
    private final Label empty = new Label();
    private final TableColumn<MetadataLine, String> file = column("file", 110, MetadataLine::file);

    MetadataTable() {
        setId("metadata-table");
        getStyleClass().add("point-table");
        setAccessibleText(Texts.text("metadata.table"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getColumns()
                .setAll(
                        List.of(
                                column("key", 250, MetadataLine::key),
                                column("type", 90, MetadataLine::type),
                                column("value", 330, it -> brief(it.value())),
                                file));
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
        lines.setAll(next);
    }

    void filter(List<String> words) {
        found.setPredicate(line -> line.has(words));
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
        List<List<String>> text = new ArrayList<>();
        text.add(List.of("file", "key", "type", "value"));
        some.forEach(it -> text.add(List.of(it.file(), it.key(), it.type(), it.value())));
        return new TableText(text);
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
